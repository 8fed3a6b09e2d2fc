import { Button, PasswordInput, Textarea } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FormWords } from './connector-words';
import classes from './setup.module.css';

/** What is entered anew; `null` forgets a secret; what is absent stays. */
export type SecretValues = Readonly<Record<string, string | null>>;

/** Keys and accounts are files of several lines, which a password field would join. */
const IS_FILE = /(privateKey|account|certificate)$/i;

interface SecretFieldsProps {
  readonly names: readonly string[];
  /** Those without which nothing can be read. */
  readonly required: readonly string[];
  /** Those that are stored: they are never shown, only replaced. */
  readonly stored: readonly string[];
  readonly values: SecretValues;
  readonly faults: ReadonlyMap<string, string>;
  readonly words: FormWords;
  readonly onChange: (values: SecretValues) => void;
}

export function SecretFields({ names, required, stored, values, faults, words, onChange }: SecretFieldsProps) {
  const { t } = useTranslation();
  if (names.length === 0) return null;
  const without = (name: string): SecretValues =>
    Object.fromEntries(Object.entries(values).filter(([other]) => other !== name));
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{t('setup.secrets.title')}</legend>
      <p className={classes.dim}>{t('setup.secrets.lead')}</p>
      {names.map((name) => {
        const value = values[name];
        const label = words.label(`secrets.${name}`);
        const isKept = stored.includes(name) && value === undefined;
        return isKept || value === null ? (
          <StoredSecret
            key={name}
            label={label}
            isForgotten={value === null}
            fault={faults.get(`secrets.${name}`)}
            onReplace={() => onChange({ ...values, [name]: '' })}
            onForget={() => onChange({ ...values, [name]: null })}
            onKeep={() => onChange(without(name))}
          />
        ) : (
          <SecretField
            key={name}
            label={label}
            isFile={IS_FILE.test(name)}
            required={required.includes(name)}
            value={value ?? ''}
            fault={faults.get(`secrets.${name}`)}
            onChange={(entered) => onChange(entered === '' ? without(name) : { ...values, [name]: entered })}
          />
        );
      })}
    </fieldset>
  );
}

function SecretField({
  label,
  isFile,
  required,
  value,
  fault,
  onChange,
}: {
  readonly label: string;
  readonly isFile: boolean;
  readonly required: boolean;
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  const common = { label, required, error: fault, autoComplete: 'new-password', value };
  return isFile ? (
    <Textarea
      {...common}
      rows={4}
      spellCheck={false}
      description={t('setup.secrets.file')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  ) : (
    <PasswordInput
      {...common}
      visibilityToggleButtonProps={{ 'aria-label': t('setup.secrets.show', { secret: label }) }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface StoredSecretProps {
  readonly label: string;
  readonly isForgotten: boolean;
  readonly fault: string | undefined;
  readonly onReplace: () => void;
  readonly onForget: () => void;
  readonly onKeep: () => void;
}

function StoredSecret({ label, isForgotten, fault, onReplace, onForget, onKeep }: StoredSecretProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.stored}>
      <span className={classes.storedName}>
        <IconLock size={15} aria-hidden="true" />
        {label}
        <span className={classes.dim}>{t(isForgotten ? 'setup.secrets.forgotten' : 'setup.secrets.set')}</span>
      </span>
      {isForgotten ? (
        <Button size="compact-xs" variant="default" onClick={onKeep}>
          {t('setup.secrets.keep')}
        </Button>
      ) : (
        <span className={classes.storedActions}>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('setup.secrets.replaceOne', { secret: label })}
            onClick={onReplace}
          >
            {t('setup.secrets.replace')}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={t('setup.secrets.forgetOne', { secret: label })}
            onClick={onForget}
          >
            {t('setup.secrets.forget')}
          </Button>
        </span>
      )}
      {fault !== undefined && (
        <p className={classes.fault} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
