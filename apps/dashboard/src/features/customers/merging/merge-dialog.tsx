import type { CustomerSummary, CustomerView } from '@earshot/contracts';
import { Button, Radio, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../shared/dialog/dialog';
import { failureKind } from '../../../shared/api/api-error';
import { customerQuery } from '../../../shared/customers/customer-query';
import { FailureNote } from '../../../shared/states/failure-note';
import classes from '../customer-page.module.css';
import { foundCustomersQuery, mergeCustomers } from '../customers-query';
import { useMerged } from './use-merged';

/** Long enough for the next key of a typing person, short enough to feel immediate. */
const TYPING_PAUSE_MS = 300;

interface MergeDialogProps {
  readonly kept: CustomerView;
  /** Whom the reader came to merge, by id; they may choose another. */
  readonly suggested: string | null;
  readonly onClose: () => void;
}

/** Chooses the customer who is the same person, and shows what comes over before it does. */
export function MergeDialog({ kept, suggested, onClose }: MergeDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState(suggested);
  const other = useQuery({ ...customerQuery(chosen ?? ''), enabled: chosen !== null });
  const merged = useMerged();
  const merge = useMutation({
    mutationFn: (from: CustomerView) => mergeCustomers(kept, from),
    onSuccess: (after, from) => {
      onClose();
      merged(after, from);
    },
    // Somebody was faster: both are shown as they are now, and the choice stands.
    onError: () => queries.invalidateQueries({ queryKey: ['customer'] }),
  });
  return (
    <Dialog opened onClose={onClose} size="lg" title={t('customers.merge.title', { name: kept.name })}>
      <div className={classes.dialog}>
        <p className={classes.sentence}>{t('customers.merge.text')}</p>
        <Candidates keptId={kept.id} chosen={chosen} suggested={suggested} onChoose={setChosen} />
        {other.isError && (
          <FailureNote error={other.error} onRetry={() => void other.refetch()} retrying={other.isFetching} />
        )}
        {chosen !== null && other.data !== undefined && <Preview other={other.data} />}
        {merge.isError && (
          <p role="alert" className={classes.refusal}>
            {failureKind(merge.error) === 'conflict'
              ? t('customers.merge.conflict')
              : t(`failure.${failureKind(merge.error)}.title`)}
          </p>
        )}
        <div className={classes.buttons}>
          <Button
            disabled={chosen === null || other.data === undefined}
            loading={merge.isPending}
            onClick={() => {
              if (other.data !== undefined) merge.mutate(other.data);
            }}
          >
            {t('customers.merge.confirm')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('customers.cancel')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

interface CandidatesProps {
  readonly keptId: string;
  readonly chosen: string | null;
  readonly suggested: string | null;
  readonly onChoose: (id: string) => void;
}

function Candidates({ keptId, chosen, suggested, onChoose }: CandidatesProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), TYPING_PAUSE_MS);
  const found = useQuery(foundCustomersQuery(asked));
  const twin = useQuery({ ...customerQuery(suggested ?? ''), enabled: suggested !== null }).data;
  const listed: CustomerSummary[] = [...(twin === undefined ? [] : [twin]), ...(found.data?.items ?? [])];
  const others = listed.filter(({ id }, at) => id !== keptId && listed.findIndex((one) => one.id === id) === at);
  return (
    <>
      <TextInput
        data-autofocus
        label={t('customers.merge.search')}
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {found.isError && (
        <FailureNote error={found.error} onRetry={() => void found.refetch()} retrying={found.isFetching} />
      )}
      {asked !== '' && found.data !== undefined && others.length === 0 && (
        <p role="status" className={classes.dim}>
          {t('customers.nobodyFits.title')}
        </p>
      )}
      {others.length > 0 && (
        <Radio.Group label={t('customers.merge.who')} value={chosen} onChange={onChoose}>
          <div className={classes.candidates}>
            {others.map(({ id, name, identities }) => (
              <Radio key={id} value={id} label={name} description={identities.map(({ value }) => value).join(', ')} />
            ))}
          </div>
        </Radio.Group>
      )}
    </>
  );
}

/** What becomes of whom: everything of the other is found with this customer from then on. */
function Preview({ other }: { readonly other: CustomerView }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('customers.merge.preview', { name: other.name })} className={classes.preview}>
      <h3 className={classes.heading}>{t('customers.merge.preview', { name: other.name })}</h3>
      <dl className={classes.counts}>
        <dt>{t('customer.identities')}</dt>
        <dd>
          <bdi>{other.identities.map(({ value }) => value).join(', ')}</bdi>
        </dd>
        <dt>{t('customers.facts.cases')}</dt>
        <dd>
          {other.cases} ({t('customers.facts.open')} {other.openCases})
        </dd>
        <dt>{t('customer.notes')}</dt>
        <dd>{other.notes.length}</dd>
      </dl>
    </section>
  );
}
