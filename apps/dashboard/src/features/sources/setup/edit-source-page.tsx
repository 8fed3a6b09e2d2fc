import type { SourceConfiguration, SourceKindView } from '@earshot/contracts';
import { Skeleton } from '@mantine/core';
import { IconFileCode } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../../shared/states/page-heading';
import { FailureState, State } from '../../../shared/states/states';
import { showOutcome } from '../../../shared/states/toasts';
import { SourcePageFrame } from '../source-page-frame';
import type { ConnectorCatalogue } from './connector-catalogue';
import { formWords, useConnectorCatalogue, type FormWords } from './connector-words';
import { forgetDraft, keepDraft, keptDraft } from './form-draft';
import { fieldsOf } from './option-field';
import { valuesFrom } from './option-values';
import { checkSaved, configurationQuery, editSource } from './setup-queries';
import { SourceForm, type EnteredSource, type SourceFormState } from './source-form';
import classes from './setup.module.css';

const route = getRouteApi('/app/sources/$sourceId/edit');

/** What a source reads and how: changed, tried out, and saved. */
export function EditSourcePage() {
  const { t } = useTranslation();
  const { sourceId } = route.useParams();
  const query = useQuery(configurationQuery(sourceId));
  const catalogue = useConnectorCatalogue();
  const name = query.data?.name ?? '';
  const title = query.data === undefined ? t('source.title') : t('setup.editTitle', { source: name });
  return (
    <SourcePageFrame sourceId={sourceId} name={name}>
      <header className={classes.header}>
        <PageHeading key={title} title={title} />
      </header>
      {query.data !== undefined && catalogue !== undefined ? (
        <Configured key={query.data.version} configuration={query.data} catalogue={catalogue} />
      ) : query.isError && query.data === undefined ? (
        <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <Skeleton height={280} radius="md" aria-label={t('state.loading')} role="status" />
      )}
    </SourcePageFrame>
  );
}

function Configured({
  configuration,
  catalogue,
}: {
  readonly configuration: SourceConfiguration;
  readonly catalogue: ConnectorCatalogue;
}) {
  const { t } = useTranslation();
  const { kind, provisionedBy } = configuration;
  if (provisionedBy !== null)
    return (
      <State icon={IconFileCode} title={t('setup.provisioned.title', { file: provisionedBy })}>
        {t('setup.provisioned.text')}
      </State>
    );
  if (kind === null) return <State icon={IconFileCode} title={t('setup.unknownKind')} />;
  return <EditForm configuration={configuration} kind={kind} words={formWords(catalogue, kind.kind)} />;
}

function EditForm({
  configuration,
  kind,
  words,
}: {
  readonly configuration: SourceConfiguration;
  readonly kind: SourceKindView;
  readonly words: FormWords;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { id, version } = configuration;
  const fields = useMemo(() => fieldsOf(kind.schema), [kind]);
  const place = `edit.${id}.${version}`;
  const [state, setState] = useState<SourceFormState>(() => ({
    name: configuration.name,
    options: valuesFrom(fields, configuration.options),
    interval: String(configuration.pollIntervalSeconds),
    since: configuration.readSince?.slice(0, 10) ?? '',
    ...keptDraft(place),
    secrets: {},
  }));
  const changed = ({ options, secrets }: EnteredSource) => ({
    options,
    ...(Object.keys(secrets).length > 0 && { secrets: { ...secrets } }),
  });
  return (
    <SourceForm
      kind={kind}
      words={words}
      state={state}
      storedSecrets={configuration.secretsSet}
      submit={t('setup.save')}
      onChange={(next) => {
        keepDraft(place, next);
        setState(next);
      }}
      onCheck={(entered) => checkSaved(id, changed(entered))}
      onSave={async (entered) => {
        const { name, pollIntervalSeconds, readSince } = entered;
        const isSameDay = readSince?.slice(0, 10) === configuration.readSince?.slice(0, 10);
        const { warnings } = await editSource(id, version, {
          ...changed(entered),
          name,
          ...(pollIntervalSeconds !== undefined && { pollIntervalSeconds }),
          ...(!isSameDay && { readSince }),
        });
        forgetDraft(place);
        void queries.invalidateQueries({ queryKey: ['sources'] });
        void queries.invalidateQueries({ queryKey: ['source', id] });
        showOutcome({ text: [t('setup.saved', { source: name }), ...warnings].join(' · ') });
        await navigate({ to: '/sources/$sourceId', params: { sourceId: id } });
      }}
    />
  );
}
