import type { ShadowReport } from '@earshot/contracts';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../shared/api/api-error';
import { useSession } from '../../shared/session/session';
import { Panel } from '../../shared/states/panel';
import { useNow } from '../../shared/time/use-time';
import { Refusal } from '../../shared/states/refusal';
import classes from './detection-page.module.css';
import { runShadow, type OverlayVersion } from './detection-query';
import { ShadowChanges } from './shadow-changes';
import { emptyShadowForm, shadowQuery, type ShadowFault, type ShadowForm } from './shadow-form';
import { Counts } from './taught-counts';

/** Tells what a change of the detector would do to a past period, before it judges anything. */
export function ShadowRun({ versions }: { readonly versions: readonly OverlayVersion[] }) {
  const { t } = useTranslation();
  const { zone } = useSession().user;
  const now = useNow();
  const [form, setForm] = useState(() => emptyShadowForm(now, zone));
  const [fault, setFault] = useState<ShadowFault | null>(null);
  const run = useMutation({ mutationFn: runShadow });
  const submit = (): void => {
    const query = shadowQuery(form, zone);
    setFault(typeof query === 'string' ? query : null);
    if (typeof query !== 'string' && !run.isPending) run.mutate(query);
  };
  return (
    <Panel title={t('detection.shadow.title')}>
      <p className={classes.hint}>{t('detection.shadow.lead')}</p>
      <form
        className={classes.form}
        noValidate
        aria-label={t('detection.shadow.title')}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Fields form={form} versions={versions} onChange={(change) => setForm({ ...form, ...change })} />
        <Button type="submit" loading={run.isPending} className={classes.submit}>
          {t('detection.shadow.run')}
        </Button>
      </form>
      {fault !== null && <Refusal className={classes.apart}>{t(`detection.shadow.fault.${fault}`)}</Refusal>}
      {fault === null && run.isError && <Failure error={run.error} />}
      <div aria-live="polite">
        {run.isPending && <p className={classes.none}>{t('detection.shadow.running')}</p>}
        {run.isSuccess && <Report report={run.data} />}
      </div>
    </Panel>
  );
}

interface FieldsProps {
  readonly form: ShadowForm;
  readonly versions: readonly OverlayVersion[];
  readonly onChange: (change: Partial<ShadowForm>) => void;
}

function Fields({ form, versions, onChange }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          label={t(`insights.${end}`)}
          value={form[end]}
          onChange={(event) => onChange({ [end]: event.currentTarget.value })}
        />
      ))}
      <NativeSelect
        label={t('detection.shadow.overlay')}
        value={form.overlay}
        onChange={(event) => onChange({ overlay: event.currentTarget.value })}
        data={[
          { value: '', label: t('detection.shadow.inForce') },
          { value: 'none', label: t('detection.shadow.none') },
          ...versions.map(({ id }) => ({ value: id, label: t('detection.versions.one', { id }) })),
        ]}
      />
      {(['uncertainFrom', 'dissatisfiedFrom'] as const).map((threshold) => (
        <TextInput
          key={threshold}
          inputMode="decimal"
          label={t(`detection.shadow.${threshold}`)}
          placeholder={t('detection.shadow.asIs')}
          value={form[threshold]}
          onChange={(event) => onChange({ [threshold]: event.currentTarget.value })}
        />
      ))}
    </>
  );
}

function Failure({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  const kind = failureKind(error);
  const text =
    kind === 'conflict'
      ? t('detection.shadow.busy')
      : kind === 'invalid'
        ? t('detection.shadow.wrong')
        : t(`failure.${kind}.title`);
  return <Refusal className={classes.apart}>{text}</Refusal>;
}

function Report({ report: { summary, changes } }: { readonly report: ShadowReport }) {
  const { t } = useTranslation();
  const { known, rightBefore, rightAfter } = summary.verdicts;
  return (
    <div className={classes.report}>
      <Counts
        counts={[
          [t('detection.shadow.judged'), summary.judged],
          [t('detection.shadow.changed'), summary.changed],
          [t('detection.shadow.newlyFlagged'), summary.newlyFlagged],
          [t('detection.shadow.noLongerFlagged'), summary.noLongerFlagged],
        ]}
      />
      {known > 0 && (
        <p className={classes.plain}>
          {t('detection.shadow.verdicts', { known, before: rightBefore, after: rightAfter })}
        </p>
      )}
      {!summary.complete && <p className={classes.plain}>{t('detection.shadow.incomplete')}</p>}
      {changes.length === 0 ? (
        <p className={classes.none}>{t('detection.shadow.nothing')}</p>
      ) : (
        <ShadowChanges changes={changes} all={summary.changed} />
      )}
    </div>
  );
}
