import type { CaseView } from '@earshot/contracts';
import { Button, Menu, Skeleton } from '@mantine/core';
import { IconCheck, IconLock, IconPencilPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../../shared/states/failure-note';
import { Panel } from '../../../shared/states/panel';
import { DeedDialog, type DeedWithForm } from './deed-dialog';
import { NextStep } from './next-step';
import classes from './playbook-panel.module.css';
import { casePlaybookQuery, playbookQuery, type CasePlaybook } from './playbook-query';
import { AftercareTasks, Cause, Compensations, Options, Promises } from './records';
import { StepList } from './step-list';

interface PlaybookPanelProps {
  readonly view: CaseView;
  /** Goes to where the answer is written; `null` where the channel takes no answers from here. */
  readonly onReply: (() => void) | null;
}

/** How the relationship is repaired: the next step with its advice first, then what was done. */
export function PlaybookPanel({ view, onReply }: PlaybookPanelProps) {
  const { t } = useTranslation();
  const query = useQuery(casePlaybookQuery(view.caseId));
  return (
    <Panel title={t('playbook.title')}>
      {query.data !== undefined ? (
        <Book view={view} book={query.data} onReply={onReply} />
      ) : query.isError ? (
        <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <div role="status">
          <span className="visually-hidden">{t('state.loading')}</span>
          <Skeleton height={88} radius="md" aria-hidden="true" />
        </div>
      )}
    </Panel>
  );
}

const RECORDED = ['call', 'options', 'promise', 'compensation', 'cause'] as const satisfies readonly DeedWithForm[];

function Book({ view, book, onReply }: PlaybookPanelProps & { readonly book: CasePlaybook }) {
  const { t } = useTranslation();
  const [deed, setDeed] = useState<DeedWithForm | null>(null);
  const stages = useQuery({ ...playbookQuery, enabled: book.cause.stage !== null }).data?.causeStages ?? [];
  const next = book.steps.find(({ status }) => status === 'next');
  const records = { view, book };
  const isMerged = view.mergedInto !== null;
  return (
    <>
      {next === undefined ? (
        <p className={classes.nothing}>{t('playbook.nothingNext')}</p>
      ) : (
        <NextStep step={next} view={view} onOpen={setDeed} onReply={onReply} />
      )}
      <StepList steps={book.steps} />
      <Promises {...records} />
      <AftercareTasks {...records} />
      <Options {...records} />
      <Compensations {...records} />
      <Cause book={book} stages={new Map(stages.map(({ id, title }) => [id, title]))} />
      {!isMerged && (
        <div className={classes.foot}>
          <Menu position="bottom-start" shadow="md" width={232}>
            <Menu.Target>
              <Button size="xs" variant="default" leftSection={<IconPencilPlus size={15} aria-hidden="true" />}>
                {t('playbook.record')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {RECORDED.map((name) => (
                <Menu.Item key={name} onClick={() => setDeed(name)}>
                  {t(`playbook.button.${name}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Ending state={book.state} onOpen={setDeed} />
        </div>
      )}
      <DeedDialog deed={deed} view={view} book={book} onClose={() => setDeed(null)} />
    </>
  );
}

const WORKED: readonly CasePlaybook['state'][] = ['new', 'acknowledged', 'waiting', 'reopened'];

/** The step towards the end that the state of the case allows. */
function Ending({
  state,
  onOpen,
}: {
  readonly state: CasePlaybook['state'];
  readonly onOpen: (deed: DeedWithForm) => void;
}) {
  const { t } = useTranslation();
  if (WORKED.includes(state))
    return (
      <Button
        size="xs"
        variant="default"
        leftSection={<IconCheck size={15} aria-hidden="true" />}
        onClick={() => onOpen('solve')}
      >
        {t('playbook.button.solve')}
      </Button>
    );
  if (state !== 'solved') return null;
  return (
    <Button size="xs" leftSection={<IconLock size={15} aria-hidden="true" />} onClick={() => onOpen('close')}>
      {t('playbook.button.close')}
    </Button>
  );
}
