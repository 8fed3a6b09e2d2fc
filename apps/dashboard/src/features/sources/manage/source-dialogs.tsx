import type { SourceView } from '@earshot/contracts';
import { Radio, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../../shared/states/failure-note';
import { showOutcome } from '../../../shared/states/toasts';
import classes from '../setup/setup.module.css';
import { backfillSource, cloneSource, contentsQuery, pauseSource, removeSource, useReadAgain } from './manage-queries';
import { SourceDialog } from './source-dialog';

interface DialogProps {
  readonly source: Pick<SourceView, 'id' | 'name' | 'version' | 'sample'>;
  readonly onClose: () => void;
}

export function PauseDialog({ source, onClose }: DialogProps) {
  const { t } = useTranslation();
  const readAgain = useReadAgain(source.id);
  const [reason, setReason] = useState('');
  return (
    <SourceDialog
      title={t('manage.pause.title', { source: source.name })}
      submit={t('source.action.pause')}
      onClose={onClose}
      onSubmit={async () => {
        await pauseSource(source.id, reason.trim());
        showOutcome({ text: t('source.done.pause', { source: source.name }) });
        await readAgain();
      }}
    >
      <p className={classes.dim}>{t('manage.pause.lead')}</p>
      <TextInput
        label={t('manage.pause.reason')}
        maxLength={500}
        value={reason}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </SourceDialog>
  );
}

export function CloneDialog({ source, onClose }: DialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const readAgain = useReadAgain(source.id);
  const [name, setName] = useState(t('manage.clone.standard', { source: source.name }));
  return (
    <SourceDialog
      title={t('manage.clone.title', { source: source.name })}
      submit={t('manage.clone.action')}
      disabled={name.trim() === ''}
      onClose={onClose}
      onSubmit={async () => {
        const copy = await cloneSource(source.id, name.trim());
        await readAgain();
        await navigate({ to: '/sources/$sourceId/edit', params: { sourceId: copy.id } });
      }}
    >
      <p className={classes.dim}>{t('manage.clone.lead')}</p>
      <TextInput
        label={t('setup.name')}
        maxLength={100}
        value={name}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </SourceDialog>
  );
}

export function BackfillDialog({ source, onClose }: DialogProps) {
  const { t } = useTranslation();
  const readAgain = useReadAgain(source.id);
  const [from, setFrom] = useState('');
  const today = new Date().toISOString().slice(0, 10);
  return (
    <SourceDialog
      title={t('manage.backfill.title', { source: source.name })}
      submit={t('manage.backfill.action')}
      disabled={from === ''}
      onClose={onClose}
      onSubmit={async () => {
        await backfillSource(source.id, from);
        await readAgain();
      }}
    >
      <p className={classes.dim}>{t('manage.backfill.lead')}</p>
      <TextInput
        type="date"
        label={t('manage.backfill.from')}
        max={today}
        value={from}
        data-autofocus
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
    </SourceDialog>
  );
}

export function RemoveDialog({ source, onClose }: DialogProps) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const readAgain = useReadAgain(source.id);
  const query = useQuery(contentsQuery(source.id));
  // Nobody keeps what never was: the sample goes as a whole.
  const [messages, setMessages] = useState<'keep' | 'remove'>(source.sample ? 'remove' : 'keep');
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <SourceDialog
      title={t('manage.remove.title', { source: source.name })}
      submit={t('manage.remove.action')}
      danger
      disabled={query.data === undefined}
      onClose={onClose}
      onSubmit={async () => {
        await removeSource(source.id, source.version, messages);
        showOutcome({ text: t('manage.remove.done', { source: source.name }) });
        await navigate({ to: '/sources' });
        await readAgain();
      }}
    >
      {query.isError && (
        <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      )}
      <Radio.Group
        label={t('manage.remove.question')}
        value={messages}
        onChange={(value) => setMessages(value === 'remove' ? 'remove' : 'keep')}
      >
        <Radio value="keep" mt={8} label={t('manage.remove.keep')} description={t('manage.remove.keepHint')} />
        <Radio value="remove" mt={8} label={t('manage.remove.with')} description={t('manage.remove.withHint')} />
      </Radio.Group>
      {query.data !== undefined && (
        <dl className={classes.counts} aria-live="polite">
          {(['messages', 'openQuarantine', 'ownCases', 'openOwnCases', 'sharedCases'] as const).map((name) => (
            <div key={name}>
              <dt>{t(`manage.remove.counts.${name}`)}</dt>
              <dd>{number.format(query.data[name])}</dd>
            </div>
          ))}
        </dl>
      )}
    </SourceDialog>
  );
}
