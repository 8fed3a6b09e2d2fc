import type { CaseView } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../../shared/api/api-error';
import { ChangedMeanwhile } from '../conflict/changed-meanwhile';
import classes from './deed-form.module.css';
import type { useDeed } from './use-deed';

interface DeedFormProps {
  readonly view: CaseView;
  readonly deed: ReturnType<typeof useDeed>;
  readonly submit: string;
  readonly onSubmit: () => void;
  /** The paths whose faults stand at a field; the others are told together. */
  readonly fields?: readonly string[];
  readonly children: ReactNode;
}

/** The frame of a form of the playbook: what was refused stands where it can be mended, and what was typed stays. */
export function DeedForm({ view, deed, submit, onSubmit, fields = [], children }: DeedFormProps) {
  const { mutation } = deed;
  const form = useRef<HTMLFormElement>(null);
  // Once the faults are on the screen; those of the server come later than those that the form knows itself.
  const toFirstFault = (): void => {
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  useEffect(() => {
    if (mutation.isError) toFirstFault();
  }, [mutation.isError]);
  return (
    <form
      ref={form}
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!mutation.isPending) onSubmit();
        toFirstFault();
      }}
    >
      {children}
      <Refusal view={view} deed={deed} fields={fields} />
      <Button type="submit" loading={mutation.isPending} className={classes.submit}>
        {submit}
      </Button>
    </form>
  );
}

function Refusal({
  view,
  deed,
  fields,
}: Pick<DeedFormProps, 'view' | 'deed'> & { readonly fields: readonly string[] }) {
  const { t } = useTranslation();
  const { error } = deed.mutation;
  if (error === null) return null;
  const kind = failureKind(error);
  const hasFresh = view.events.some(({ id }) => !deed.seen.has(id));
  if (kind === 'conflict' && hasFresh) return <ChangedMeanwhile events={view.events} seen={deed.seen} />;
  const elsewhere = [...deed.faults].filter(([path]) => !fields.includes(path));
  if (kind === 'invalid' && deed.faults.size > 0 && elsewhere.length === 0) return null;
  return (
    <div role="alert" className={classes.refusal}>
      <IconAlertTriangle size={15} stroke={1.9} aria-hidden="true" />
      <div>
        {kind === 'invalid' || kind === 'conflict' ? error.message : t(`failure.${kind}.title`)}
        {elsewhere.length > 0 && (
          <ul className={classes.faults}>
            {elsewhere.map(([path, message]) => (
              <li key={path}>
                {path}: {message}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
