import type { ByHandAnswer } from '@earshot/contracts';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, failureKind } from '../../shared/api/api-error';
import { useKeptDraft } from '../../shared/drafts/use-kept-draft';
import { asChannel, CHANNELS_TO_CHOOSE } from '../../shared/labels/channels';
import { languageChoices } from '../../shared/labels/language';
import { useSession } from '../../shared/session/session';
import { deedFailure } from '../../shared/states/deed-failure';
import { sourcesQuery } from '../../shared/sources/sources-query';
import { knownZone } from '../../shared/time/format';
import { wallClockAt } from '../../shared/time/wall-clock';
import { Refusal } from '../../shared/states/refusal';
import classes from './by-hand-page.module.css';
import { byHandRequest, missingFields, UNTOUCHED, type ByHandWords } from './by-hand-request';
import { useByHandFaults, type ByHandFaults } from './use-by-hand-faults';
import { useTakeByHand } from './use-take-by-hand';

interface ByHandFormProps {
  /** The source from whose page the reader came. */
  readonly chosenSource: string | undefined;
  readonly onTaken: (answer: ByHandAnswer) => void;
}

/** What was typed is kept until it was sent. */
export function ByHandForm({ chosenSource, onTaken }: ByHandFormProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const zone = knownZone(user.zone);
  const [initial] = useState(() => ({ ...UNTOUCHED, at: wallClockAt(new Date(), zone) }));
  const kept = useKeptDraft<ByHandWords>('by-hand', initial);
  const [isComplaining, setIsComplaining] = useState(false);
  const sourceId = useKeptSource(kept.draft.sourceId || (chosenSource ?? ''));
  const words = { ...kept.draft, sourceId };
  const take = useTakeByHand((answer) => {
    kept.forget();
    onTaken(answer);
  });
  const missing = missingFields(words);
  const faults = useByHandFaults(isComplaining ? missing : [], take.error);
  const form = useRef<HTMLFormElement>(null);
  const showFault = (): void =>
    void requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  useEffect(() => {
    if (take.error !== null) showFault();
  }, [take.error]);
  const change = (part: Partial<ByHandWords>): void => {
    if (!take.isPending) take.reset();
    kept.change(part);
  };
  const submit = (): void => {
    setIsComplaining(true);
    if (missing.length > 0) showFault();
    else if (!take.isPending) take.mutate(byHandRequest(words, zone));
  };
  return (
    <form
      ref={form}
      className={classes.form}
      noValidate
      aria-label={t('byHand.title')}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Who words={words} faults={faults} onChange={change} />
      <How words={words} faults={faults} onChange={change} />
      <What words={words} faults={faults} onChange={change} />
      {take.error !== null && <Refused error={take.error} faults={faults} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={take.isPending}>
          {t('byHand.submit')}
        </Button>
        {kept.isTyped && !take.isPending && (
          <Button
            variant="subtle"
            onClick={() => {
              take.reset();
              setIsComplaining(false);
              kept.forget();
            }}
          >
            {t('byHand.discard')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** The source that was chosen if it is still there, else the first that keeps calls; empty: it is added with the first one. */
function useKeptSource(chosen: string): string {
  const known = useByHandSources();
  return (known.find(({ id }) => id === chosen) ?? known[0])?.id ?? '';
}

function useByHandSources() {
  const sources = useQuery(sourcesQuery).data?.items ?? [];
  return sources.filter(({ kind }) => kind === 'by-hand');
}

interface PartProps {
  readonly words: ByHandWords;
  readonly faults: ByHandFaults;
  readonly onChange: (part: Partial<ByHandWords>) => void;
}

function Who({ words, faults, onChange }: PartProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{t('byHand.who')}</legend>
      <p className={classes.dim}>{t('byHand.whoHint')}</p>
      <TextInput
        label={t('byHand.name')}
        maxLength={200}
        autoComplete="off"
        value={words.name}
        error={faults.at('customer') ?? faults.at('customer.name')}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <TextInput
          type="tel"
          label={t('byHand.phone')}
          maxLength={40}
          autoComplete="off"
          value={words.phone}
          error={faults.at('customer.phone')}
          onChange={(event) => onChange({ phone: event.currentTarget.value })}
        />
        <TextInput
          type="email"
          label={t('byHand.address')}
          maxLength={300}
          autoComplete="off"
          value={words.address}
          error={faults.at('customer.address')}
          onChange={(event) => onChange({ address: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  );
}

function How({ words, faults, onChange }: PartProps) {
  const { t } = useTranslation();
  const sources = useByHandSources();
  return (
    <div className={classes.pair}>
      <TextInput
        type="datetime-local"
        label={t('byHand.at')}
        description={t('byHand.atHint')}
        required
        value={words.at}
        error={faults.at('at')}
        onChange={(event) => onChange({ at: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('byHand.channel')}
        description={t('byHand.channelHint')}
        value={words.channel}
        error={faults.at('channel')}
        onChange={(event) => onChange({ channel: asChannel(event.currentTarget.value) ?? 'phone' })}
        data={CHANNELS_TO_CHOOSE.map((value) => ({ value, label: t(`channel.${value}`) }))}
      />
      {sources.length > 1 && (
        <NativeSelect
          label={t('byHand.source')}
          value={words.sourceId}
          error={faults.at('sourceId')}
          onChange={(event) => onChange({ sourceId: event.currentTarget.value })}
          data={sources.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </div>
  );
}

function What({ words, faults, onChange }: PartProps) {
  const { t, i18n } = useTranslation();
  const languages = languageChoices(i18n.language);
  return (
    <>
      <TextInput
        label={t('byHand.subject')}
        maxLength={300}
        dir="auto"
        value={words.subject}
        error={faults.at('subject')}
        onChange={(event) => onChange({ subject: event.currentTarget.value })}
      />
      <Textarea
        label={t('byHand.text')}
        description={t('byHand.textHint')}
        required
        autosize
        minRows={5}
        maxRows={18}
        maxLength={20_000}
        dir="auto"
        value={words.text}
        error={faults.at('text')}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('byHand.language')}
        value={words.language}
        error={faults.at('language')}
        onChange={(event) => onChange({ language: event.currentTarget.value })}
        data={[{ value: '', label: t('byHand.anyLanguage') }, ...languages]}
      />
    </>
  );
}

/** What was refused and stands at no field, or is nobody's fault; what was typed is still there. */
function Refused({ error, faults }: { readonly error: Error; readonly faults: ByHandFaults }) {
  const { t } = useTranslation();
  const kind = failureKind(error);
  const text = faults.areAtFields
    ? t('byHand.fault.marked')
    : error instanceof ApiError && (kind === 'conflict' || kind === 'invalid')
      ? error.message
      : `${t(`failure.${kind}.title`)}. ${deedFailure(t, kind)}`;
  return <Refusal>{text}</Refusal>;
}
