import type { SourceCheckView, SourceKindView } from '@earshot/contracts';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, failureKind } from '../../../shared/api/api-error';
import { deedFailure } from '../../../shared/states/deed-failure';
import { CheckResult } from './check-result';
import type { FormWords } from './connector-words';
import { fieldsOf, pathsOf, type OptionField } from './option-field';
import { OptionFields } from './option-fields';
import { optionsFrom, type FormValues } from './option-values';
import { SecretFields, type SecretValues } from './secret-fields';
import { Refusal } from '../../../shared/states/refusal';
import classes from './setup.module.css';

/** What stands in the form of a source. */
export interface SourceFormState {
  readonly name: string;
  readonly options: FormValues;
  readonly secrets: SecretValues;
  /** Seconds; empty: what the installation does otherwise. */
  readonly interval: string;
  /** `YYYY-MM-DD`; empty: all that the channel still has. */
  readonly since: string;
}

/** The form as requests carry it. */
export interface EnteredSource {
  readonly name: string;
  readonly options: Record<string, unknown>;
  readonly secrets: SecretValues;
  readonly pollIntervalSeconds: number | undefined;
  readonly readSince: string | null;
}

interface SourceFormProps {
  readonly kind: SourceKindView;
  readonly words: FormWords;
  readonly state: SourceFormState;
  readonly onChange: (state: SourceFormState) => void;
  readonly storedSecrets: readonly string[];
  readonly onCheck: (entered: EnteredSource) => Promise<SourceCheckView>;
  readonly onSave: (entered: EnteredSource) => Promise<void>;
  readonly submit: string;
  readonly aside?: ReactNode;
}

/** The form of a source, drawn from its kind: checked as often as one likes, then saved. */
export function SourceForm(props: SourceFormProps) {
  const { kind, words, state, onChange, storedSecrets } = props;
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const fields = useMemo(() => fieldsOf(kind.schema), [kind.schema]);
  const entered = (): EnteredSource => ({
    name: state.name.trim(),
    options: optionsFrom(fields, state.options),
    secrets: Object.fromEntries(Object.entries(state.secrets).filter(([, value]) => value !== '')),
    pollIntervalSeconds: state.interval.trim() === '' ? undefined : Number(state.interval),
    readSince: state.since === '' ? null : `${state.since}T00:00:00.000Z`,
  });
  const check = useMutation({ mutationFn: () => props.onCheck(entered()) });
  const save = useMutation({ mutationFn: () => props.onSave(entered()) });
  const error = save.error ?? check.error;
  const faults = faultsOf(error);
  useEffect(() => {
    if (error !== null) requestAnimationFrame(() => firstFault(form.current)?.focus());
  }, [error]);
  const change = (part: Partial<SourceFormState>): void => {
    check.reset();
    save.reset();
    onChange({ ...state, ...part });
  };
  return (
    <div className={classes.columns}>
      <form
        ref={form}
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) save.mutate();
        }}
      >
        <TextInput
          label={t('setup.name')}
          description={t('setup.nameHint')}
          required
          maxLength={100}
          value={state.name}
          error={faults.get('name')}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <OptionFields
          fields={fields}
          values={state.options}
          faults={faults}
          path="options"
          words={words}
          onChange={(options) => change({ options })}
        />
        <SecretFields
          names={kind.secrets}
          required={kind.requiredSecrets}
          stored={storedSecrets}
          values={state.secrets}
          faults={faults}
          words={words}
          onChange={(secrets) => change({ secrets })}
        />
        {!kind.isPushed && <Reading state={state} faults={faults} onChange={change} />}
        <Refused error={error} faults={faults} shown={shownPaths(fields, kind)} />
        <div className={classes.buttons}>
          <Button
            variant="default"
            loading={check.isPending}
            onClick={() => {
              save.reset();
              check.mutate();
            }}
          >
            {t('setup.check.action')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {props.submit}
          </Button>
        </div>
      </form>
      <section className={classes.result} aria-label={t('setup.check.title')}>
        {check.data === undefined ? (
          <>
            <h2 className={classes.resultTitle}>{t('setup.check.title')}</h2>
            <p className={classes.dim}>{t(check.isPending ? 'setup.check.running' : 'setup.check.lead')}</p>
            {props.aside}
          </>
        ) : (
          <CheckResult check={check.data} />
        )}
      </section>
    </div>
  );
}

function Reading({
  state,
  faults,
  onChange,
}: {
  readonly state: SourceFormState;
  readonly faults: ReadonlyMap<string, string>;
  readonly onChange: (part: Partial<SourceFormState>) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={classes.pair}>
      <TextInput
        type="date"
        label={t('setup.since')}
        description={t('setup.sinceHint')}
        value={state.since}
        error={faults.get('readSince')}
        onChange={(event) => onChange({ since: event.currentTarget.value })}
      />
      <TextInput
        label={t('setup.interval')}
        description={t('setup.intervalHint')}
        inputMode="numeric"
        value={state.interval}
        error={faults.get('pollIntervalSeconds')}
        onChange={(event) => onChange({ interval: event.currentTarget.value })}
      />
    </div>
  );
}

/** What was refused and stands at no field, or is nobody's fault. */
function Refused({
  error,
  faults,
  shown,
}: {
  readonly error: Error | null;
  readonly faults: ReadonlyMap<string, string>;
  /** What stands at a field is not told a second time. */
  readonly shown: readonly string[];
}) {
  const { t } = useTranslation();
  if (error === null) return null;
  const kind = failureKind(error);
  const others = [...faults].filter(([at]) => !shown.some((path) => at === path || at.startsWith(`${path}.`)));
  if (faults.size > 0)
    return (
      <Refusal>
        {t(others.length === 0 ? 'setup.marked' : 'setup.faults')}
        <ul>
          {others.map(([path, message]) => (
            <li key={path}>
              <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      </Refusal>
    );
  const isStale = error instanceof ApiError && error.status === 412;
  return (
    <Refusal>
      {isStale
        ? t('setup.stale')
        : kind === 'conflict' || kind === 'invalid'
          ? error.message
          : `${t(`failure.${kind}.title`)}. ${deedFailure(t, kind)}`}
    </Refusal>
  );
}

function shownPaths(fields: readonly OptionField[], { secrets }: SourceKindView): string[] {
  const paths = ['name', 'readSince', 'pollIntervalSeconds', ...secrets.map((secret) => `secrets.${secret}`)];
  return [...paths, ...pathsOf(fields, 'options')];
}

function faultsOf(error: Error | null): ReadonlyMap<string, string> {
  const faults = error instanceof ApiError ? (error.problem.faults ?? []) : [];
  return new Map(faults.map(({ path, message }) => [path, message]));
}

const firstFault = (form: HTMLFormElement | null): HTMLElement | null =>
  form?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? null;
