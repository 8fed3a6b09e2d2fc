import type { PolicyView } from '@earshot/contracts';
import { Button, Radio, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parse, stringify } from 'yaml';
import { ApiError, failureKind } from '../../shared/api/api-error';
import { useKeptDraft } from '../../shared/drafts/use-kept-draft';
import { mayEditPolicy } from '../../shared/session/permissions';
import { useSession } from '../../shared/session/session';
import { deedFailure } from '../../shared/states/deed-failure';
import { showOutcome } from '../../shared/states/toasts';
import classes from './policy-page.module.css';
import { policyQuery, previewPolicy, RETIMINGS, savePolicy, type Retiming } from './policy-query';
import { PolicyMoves } from './policy-moves';

interface PolicyWords {
  /** `null`: unchanged, and follows what is in force. */
  readonly text: string | null;
  readonly note: string;
  /** The policy that was in force when the text was begun: a newer one is not overwritten unseen. */
  readonly basedOn: string | null;
}

const UNTOUCHED: PolicyWords = { text: null, note: '', basedOn: null };

const written = (policy: PolicyView): string => stringify(policy.document, { lineWidth: 100 });

/** The policy as text: changed, tried out, and saved. What was typed stays when somebody else saves meanwhile. */
export function PolicyEditor({ policy }: { readonly policy: PolicyView }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const queries = useQueryClient();
  const mayEdit = mayEditPolicy(user);
  const kept = useKeptDraft('policy', UNTOUCHED);
  const { text: typed, note, basedOn } = kept.draft;
  const [retime, setRetime] = useState<Retiming>('none');
  const text = typed ?? written(policy);

  const preview = useMutation({ mutationFn: async () => previewPolicy(documentIn(text), retime) });
  const save = useMutation({
    mutationFn: async () => savePolicy(documentIn(text), retime, note.trim(), basedOn ?? policy.id),
    onSuccess: (saved) => {
      queries.setQueryData(policyQuery.queryKey, saved);
      kept.forget();
      preview.reset();
      showOutcome({ text: t('standards.saved') });
    },
    onError: (error) => {
      // It was told: whoever saves again has seen what the others wrote.
      if (failureKind(error) === 'conflict') kept.change({ basedOn: null });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['policy'] }),
  });
  const change = (value: string): void => {
    kept.change({ text: value, basedOn: typed === null ? policy.id : basedOn });
    preview.reset();
    save.reset();
  };
  return (
    <section className={classes.editor} aria-label={t('standards.document')}>
      <Textarea
        label={t('standards.document')}
        description={mayEdit ? undefined : t('standards.readOnly')}
        classNames={{ input: classes.document }}
        spellCheck={false}
        readOnly={!mayEdit}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <Trouble error={save.error ?? preview.error} />
      {mayEdit && (
        <>
          <Radio.Group label={t('standards.retime.label')} value={retime} onChange={(value) => setRetime(value)}>
            {RETIMINGS.map((name) => (
              <Radio key={name} value={name} mt={6} label={t(`standards.retime.${name}`)} />
            ))}
          </Radio.Group>
          <TextInput
            label={t('standards.note')}
            maxLength={500}
            value={note}
            onChange={(event) => kept.change({ note: event.currentTarget.value })}
          />
          <div className={classes.buttons}>
            <Button variant="default" loading={preview.isPending} onClick={() => preview.mutate()}>
              {t('standards.preview')}
            </Button>
            <Button loading={save.isPending} onClick={() => save.mutate()}>
              {t('standards.save')}
            </Button>
            {typed !== null && (
              <Button
                variant="subtle"
                color="gray"
                onClick={() => {
                  kept.change({ text: null, basedOn: null });
                  preview.reset();
                  save.reset();
                }}
              >
                {t('standards.discard')}
              </Button>
            )}
          </div>
        </>
      )}
      {preview.data !== undefined && <PolicyMoves preview={preview.data} />}
    </section>
  );
}

/** The text was no YAML; the message says where. */
class Unreadable extends Error {}

/** YAML, of which JSON is a part. @throws Unreadable */
function documentIn(text: string): object {
  let parsed: unknown;
  try {
    parsed = parse(text);
  } catch (error) {
    throw new Unreadable(error instanceof Error ? error.message : String(error), { cause: error });
  }
  return typeof parsed === 'object' && parsed !== null ? parsed : {};
}

/** Why it was not taken: every fault with its place. */
function Trouble({ error }: { readonly error: Error | null }) {
  const { t } = useTranslation();
  if (error === null) return null;
  const kind = failureKind(error);
  const faults = error instanceof ApiError ? (error.problem.faults ?? []) : [];
  return (
    <div role="alert" className={classes.trouble} data-kind={kind === 'conflict' ? 'conflict' : 'fault'}>
      {error instanceof Unreadable ? (
        t('standards.unreadable', { error: error.message })
      ) : kind === 'conflict' ? (
        t('standards.conflict')
      ) : faults.length === 0 ? (
        `${t(`failure.${kind}.title`)}. ${kind === 'invalid' ? error.message : deedFailure(t, kind)}`
      ) : (
        <>
          {t('standards.faults', { count: faults.length })}
          <ul className={classes.faults}>
            {faults.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                <code>{path}</code> {message}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
