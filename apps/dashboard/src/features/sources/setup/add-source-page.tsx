import type { SourceKindView } from '@earshot/contracts';
import { Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../../shared/states/page-heading';
import { FailureState } from '../../../shared/states/states';
import { showOutcome } from '../../../shared/states/toasts';
import { SourcePageFrame } from '../source-page-frame';
import { formWords, kindIn, useConnectorCatalogue, type FormWords } from './connector-words';
import { forgetDraft, keepDraft, keptDraft } from './form-draft';
import { KindChooser } from './kind-chooser';
import { fieldsOf } from './option-field';
import { valuesFrom } from './option-values';
import { addSource, checkDraft, kindsQuery } from './setup-queries';
import type { SecretValues } from './secret-fields';
import { SourceForm, type SourceFormState } from './source-form';
import classes from './setup.module.css';

const route = getRouteApi('/app/sources/add');

/** From the choice of a channel to its first reading. */
export function AddSourcePage() {
  const { t } = useTranslation();
  const query = useQuery(kindsQuery);
  const { kind: chosen } = route.useSearch();
  const catalogue = useConnectorCatalogue();
  const kinds = catalogue && query.data?.items.map((kind) => kindIn(catalogue, kind));
  const kind = kinds?.find((item) => item.kind === chosen);
  const title = kind === undefined ? t('setup.title') : t('setup.titleOf', { kind: kind.title });
  return (
    <SourcePageFrame>
      <header className={classes.header}>
        <PageHeading key={title} title={title} />
        <p className={classes.lead}>
          {kind === undefined ? (
            t('setup.lead')
          ) : (
            <>
              {kind.summary}
              {' · '}
              <Link to="/sources/add" className={classes.link}>
                {t('setup.otherKind')}
              </Link>
            </>
          )}
        </p>
      </header>
      {catalogue === undefined || kinds === undefined ? (
        query.isError ? (
          <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
        ) : (
          <Skeleton height={280} radius="md" aria-label={t('state.loading')} role="status" />
        )
      ) : kind === undefined ? (
        <KindChooser kinds={kinds} />
      ) : (
        <AddForm key={kind.kind} kind={kind} words={formWords(catalogue, kind.kind)} />
      )}
    </SourcePageFrame>
  );
}

function AddForm({ kind, words }: { readonly kind: SourceKindView; readonly words: FormWords }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { schema } = kind;
  const fields = useMemo(() => fieldsOf(schema), [schema]);
  const place = `add.${kind.kind}`;
  const [state, setState] = useState<SourceFormState>(() => ({
    name: '',
    options: valuesFrom(fields, {}),
    interval: '',
    since: '',
    ...keptDraft(place),
    secrets: {},
  }));
  return (
    <SourceForm
      kind={kind}
      words={words}
      state={state}
      storedSecrets={[]}
      submit={t('setup.add')}
      onChange={(next) => {
        keepDraft(place, next);
        setState(next);
      }}
      onCheck={({ options, secrets }) => checkDraft({ kind: kind.kind, options, secrets: entered(secrets) })}
      onSave={async ({ secrets, ...source }) => {
        const added = await addSource({ ...source, kind: kind.kind, secrets: entered(secrets) });
        forgetDraft(place);
        void queries.invalidateQueries({ queryKey: ['sources'] });
        showOutcome({ text: [t('setup.added', { source: added.name }), ...added.warnings].join(' · ') });
        await navigate({ to: '/sources/$sourceId', params: { sourceId: added.id } });
      }}
    />
  );
}

const entered = (secrets: SecretValues): Record<string, string> =>
  Object.fromEntries(Object.entries(secrets).filter((entry): entry is [string, string] => entry[1] !== null));
