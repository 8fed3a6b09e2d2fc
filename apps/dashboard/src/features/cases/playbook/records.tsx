import type { CaseView } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../../../shared/labels/catalogue';
import { Due } from '../../../shared/time/due';
import { formatDay } from '../../../shared/time/format';
import { Instant } from '../../../shared/time/instant';
import { useTimeStyle } from '../../../shared/time/use-time';
import classes from './playbook-panel.module.css';
import type { CasePlaybook } from './playbook-query';
import { useDeed } from './use-deed';

interface RecordsProps {
  readonly view: CaseView;
  readonly book: CasePlaybook;
}

/** One heading with what was recorded under it; nothing when there is nothing. */
function Section({ title, children }: { readonly title: string; readonly children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <div className={classes.section}>
      <h3 className={classes.heading}>{title}</h3>
      <ul className={classes.records}>{children}</ul>
    </div>
  );
}

interface DeedButtonProps {
  readonly view: CaseView;
  readonly path: string;
  readonly body?: object;
  /** What a person reads, and what somebody hears who does not see the line it stands in. */
  readonly label: string;
  readonly spoken: string;
}

function DeedButton({ view, path, body, label, spoken }: DeedButtonProps) {
  const { mutation } = useDeed(view, { toast: true });
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={spoken}
      aria-disabled={mutation.isPending}
      onClick={() => {
        if (!mutation.isPending) mutation.mutate([{ path, ...(body === undefined ? {} : { body }) }]);
      }}
    >
      {label}
    </Button>
  );
}

/** The ways out that were offered, and the one that the customer chose. */
export function Options({ view, book: { options } }: RecordsProps) {
  const { t } = useTranslation();
  return (
    <Section title={t('playbook.options.heading')}>
      {options.map(({ id, text, chosenAt }) => (
        <li key={id} className={classes.record}>
          <span className={classes.words} data-chosen={chosenAt !== null}>
            {chosenAt !== null && <IconCircleCheckFilled size={14} aria-hidden="true" />}
            <bdi>{text}</bdi>
            {chosenAt !== null && <span className={classes.remark}> · {t('playbook.options.chosen')}</span>}
          </span>
          {chosenAt === null && (
            <DeedButton
              view={view}
              path={`options/${id}/choose`}
              label={t('playbook.options.chooseShort')}
              spoken={t('playbook.options.choose', { text })}
            />
          )}
        </li>
      ))}
    </Section>
  );
}

/** What was promised; an open promise asks whether it was kept. */
export function Promises({ view, book: { promises } }: RecordsProps) {
  const { t } = useTranslation();
  const words = useCatalogue();
  return (
    <Section title={t('playbook.promise.heading')}>
      {promises.map(({ taskId, text, state, dueAt, closedReason }) => (
        <li key={taskId} className={classes.record}>
          <span className={classes.words}>
            <bdi>{text}</bdi>
          </span>
          {state === 'open' ? (
            <>
              <Due dueAt={dueAt} />
              <span className={classes.buttons}>
                {(['kept', 'broken'] as const).map((end) => (
                  <DeedButton
                    key={end}
                    view={view}
                    path={`promises/${taskId}/${end}`}
                    label={t(`playbook.promise.${end}`)}
                    spoken={t(`playbook.promise.settle.${end}`, { text })}
                  />
                ))}
              </span>
            </>
          ) : (
            <span className={classes.remark}>{words('closed', closedReason ?? state)}</span>
          )}
        </li>
      ))}
    </Section>
  );
}

export function Compensations({ view, book: { compensations } }: RecordsProps) {
  const { t } = useTranslation();
  const style = useTimeStyle();
  const worth = (value: string, currency: string): string =>
    new Intl.NumberFormat(style.locale, { style: 'currency', currency }).format(Number(value));
  return (
    <Section title={t('playbook.compensation.heading')}>
      {compensations.map(({ id, kind, description, value, currency, expiresOn, usedAt }) => (
        <li key={id} className={classes.record}>
          <span className={classes.words}>
            <bdi>{description}</bdi>
            <span className={classes.remark}>
              {' '}
              · {t(`playbook.compensationKind.${kind}`)}
              {value !== null && currency !== null && ` · ${worth(value, currency)}`}
              {expiresOn !== null && ` · ${t('playbook.compensation.expires', { day: formatDay(expiresOn, style) })}`}
            </span>
          </span>
          {usedAt === null ? (
            <DeedButton
              view={view}
              path={`compensations/${id}/used`}
              label={t('playbook.compensation.used')}
              spoken={t('playbook.compensation.use', { text: description })}
            />
          ) : (
            <span className={classes.remark}>
              {t('playbook.compensation.used')} <Instant at={usedAt} />
            </span>
          )}
        </li>
      ))}
    </Section>
  );
}

const AFTERCARE = {
  recovery_check: { path: 'recovery-check', good: 'still_solved', bad: 'unhappy' },
  review_request: { path: 'review-request', good: 'asked', bad: 'not_asked' },
  win_back: { path: 'win-back', good: 'returned', bad: 'no_return' },
} as const;
type Aftercare = keyof typeof AFTERCARE;

/** What is asked after the solution, each with its outcome. */
export function AftercareTasks({ view, book: { aftercare } }: RecordsProps) {
  const { t } = useTranslation();
  const words = useCatalogue();
  return (
    <Section title={t('playbook.aftercare.heading')}>
      {aftercare.flatMap(({ taskId, kind, state, dueAt, closedReason }) => {
        if (!(kind in AFTERCARE)) return [];
        const name = kind as Aftercare;
        const question = t(`playbook.aftercare.${name}.question`);
        return (
          <li key={taskId} className={classes.record}>
            <span className={classes.words}>{question}</span>
            {state === 'open' ? (
              <>
                <Due dueAt={dueAt} />
                <span className={classes.buttons}>
                  {(['good', 'bad'] as const).map((end) => (
                    <DeedButton
                      key={end}
                      view={view}
                      path={AFTERCARE[name].path}
                      body={{ outcome: AFTERCARE[name][end] }}
                      label={t(`playbook.aftercare.${name}.${end}`)}
                      spoken={`${t(`playbook.aftercare.${name}.${end}`)}: ${question}`}
                    />
                  ))}
                </span>
              </>
            ) : (
              <span className={classes.remark}>{words('closed', closedReason ?? state)}</span>
            )}
          </li>
        );
      })}
    </Section>
  );
}

/** Where it went wrong and what was changed. */
export function Cause({
  book: { cause },
  stages,
}: Pick<RecordsProps, 'book'> & { readonly stages: ReadonlyMap<string, string> }) {
  const { t } = useTranslation();
  if (cause.stage === null) return null;
  return (
    <Section title={t('playbook.cause.heading')}>
      {[
        <li key="cause" className={classes.record}>
          <span className={classes.words}>
            {stages.get(cause.stage) ?? cause.stage}
            {cause.kind !== null && <span className={classes.remark}> · {t(`playbook.causeKind.${cause.kind}`)}</span>}
          </span>
          {cause.correctiveAction !== null && (
            <span className={classes.words} dir="auto">
              {cause.correctiveAction}
            </span>
          )}
          {cause.lessonId !== null && <span className={classes.remark}>{t('playbook.cause.lesson')}</span>}
        </li>,
      ]}
    </Section>
  );
}
