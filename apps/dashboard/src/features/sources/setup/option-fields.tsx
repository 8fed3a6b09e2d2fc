import { Checkbox, NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FormWords } from './connector-words';
import type { OptionField } from './option-field';
import { valuesFrom, type FormValue, type FormValues } from './option-values';
import classes from './setup.module.css';

interface OptionFieldsProps {
  readonly fields: readonly OptionField[];
  readonly values: FormValues;
  /** By path, `options.smtp.host`. */
  readonly faults: ReadonlyMap<string, string>;
  /** Where these fields stand. */
  readonly path: string;
  readonly words: FormWords;
  readonly onChange: (values: FormValues) => void;
}

/** The fields of a connector's options: those it cannot do without, and the others below. */
export function OptionFields(props: OptionFieldsProps) {
  const { t } = useTranslation();
  const { fields, faults, path } = props;
  const needed = fields.filter(({ required }) => required);
  const others = fields.filter(({ required }) => !required);
  const hasFault = others.some(({ name }) => [...faults.keys()].some((at) => at.startsWith(`${path}.${name}`)));
  return (
    <>
      <Fields {...props} fields={needed} />
      {others.length > 0 && (
        <details className={classes.more} open={hasFault || needed.length === 0 ? true : undefined}>
          <summary>{t('setup.more', { number: others.length })}</summary>
          <div className={classes.fields}>
            <Fields {...props} fields={others} />
          </div>
        </details>
      )}
    </>
  );
}

function Fields({ fields, values, faults, path, words, onChange }: OptionFieldsProps) {
  return fields.map((field) => (
    <Field
      key={field.name}
      field={field}
      value={values[field.name] ?? null}
      faults={faults}
      path={`${path}.${field.name}`}
      words={words}
      onChange={(value) => onChange({ ...values, [field.name]: value })}
    />
  ));
}

interface FieldProps {
  readonly field: OptionField;
  readonly value: FormValue;
  readonly faults: ReadonlyMap<string, string>;
  readonly path: string;
  readonly words: FormWords;
  readonly onChange: (value: FormValue) => void;
}

function Field(props: FieldProps) {
  const { field, value, path, words, onChange } = props;
  const help = words.help(path, field.description);
  const common = {
    label: words.label(path),
    description: help === '' ? undefined : help,
    required: field.required,
    error: faultAt(props.faults, path),
  };
  const text = typeof value === 'string' ? value : '';
  switch (field.shape) {
    case 'switch':
      return (
        <Checkbox
          label={common.label}
          description={common.description}
          error={common.error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...common}
          data={[
            ...(field.optional && field.standard === undefined ? [''] : []),
            ...field.choices.map((choice) => ({ value: choice, label: words.choice(choice) })),
          ]}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'list':
    case 'pairs':
      return <Lines {...props} common={common} text={text} />;
    case 'group':
      return <Group {...props} field={field} />;
    case 'number':
      return (
        <TextInput
          {...common}
          inputMode={field.whole ? 'numeric' : 'decimal'}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'text':
      return (
        <TextInput
          {...common}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

function Lines({
  field,
  text,
  common,
  onChange,
}: FieldProps & { readonly text: string; readonly common: { readonly description: string | undefined } }) {
  const { t } = useTranslation();
  const how = t(field.shape === 'pairs' ? 'setup.pairPerLine' : 'setup.onePerLine');
  return (
    <Textarea
      {...common}
      description={common.description === undefined ? how : `${asSentence(common.description)} ${how}`}
      rows={Math.min(8, Math.max(2, text.split('\n').length))}
      spellCheck={false}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** A part of the options; one that may be left out is switched on first. */
function Group({
  field,
  value,
  faults,
  path,
  words,
  onChange,
}: FieldProps & { readonly field: Extract<OptionField, { shape: 'group' }> }) {
  const values = typeof value === 'object' ? value : null;
  const fault = faults.get(path);
  const label = words.label(path);
  const help = words.help(path, field.description);
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{label}</legend>
      {field.optional ? (
        <Switch
          label={help === '' ? label : help}
          checked={values !== null}
          error={fault}
          onChange={(event) => onChange(event.currentTarget.checked ? valuesFrom(field.fields, {}) : null)}
        />
      ) : (
        <p className={classes.dim}>{help}</p>
      )}
      {values !== null && (
        <OptionFields
          fields={field.fields}
          values={values}
          faults={faults}
          path={path}
          words={words}
          onChange={onChange}
        />
      )}
    </fieldset>
  );
}

/** Some connectors end their help with a full stop and some do not; another sentence follows here. */
const asSentence = (text: string): string => (/[.…]$/.test(text) ? text : `${text}.`);

/** The fault of a list may stand at one of its values. */
function faultAt(faults: ReadonlyMap<string, string>, path: string): string | undefined {
  return faults.get(path) ?? [...faults].find(([at]) => at.startsWith(`${path}.`))?.[1];
}
