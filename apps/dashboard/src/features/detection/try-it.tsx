import type { AssessAnswer, AssessRequest } from '@earshot/contracts';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../shared/api/api-error';
import { HighlightedText } from '../../shared/evidence/highlighted-text';
import { WhyFlagged } from '../../shared/evidence/why-flagged';
import { asChannel, CHANNELS_TO_CHOOSE } from '../../shared/labels/channels';
import { languageChoices } from '../../shared/labels/language';
import { SeverityBadge } from '../../shared/labels/severity-badge';
import { Panel } from '../../shared/states/panel';
import { Refusal } from '../../shared/states/refusal';
import classes from './detection-page.module.css';
import { assessText } from './detection-query';
import { FoundPhrases } from './found-phrases';

/** As long as the detector reads. */
const MOST_TEXT = 20_000;

const STARS = ['1', '2', '3', '4', '5'];

interface TrialForm {
  readonly text: string;
  readonly channel: AssessRequest['channel'];
  readonly language: string;
  readonly rating: string;
}

/** Where anybody sees how the detector reads a text. What was typed stays, whatever the answer. */
export function TryIt() {
  const { t } = useTranslation();
  const [form, setForm] = useState<TrialForm>({ text: '', channel: undefined, language: '', rating: '' });
  const [isComplaining, setIsComplaining] = useState(false);
  const trial = useMutation({ mutationFn: assessText });
  const isEmpty = form.text.trim() === '';
  const submit = (): void => {
    setIsComplaining(true);
    if (!isEmpty && !trial.isPending) trial.mutate(askedBy(form));
  };
  const change = (part: Partial<TrialForm>): void => setForm((now) => ({ ...now, ...part }));
  return (
    <>
      <Panel title={t('detection.tryIt.title')}>
        <p className={classes.hint}>{t('detection.tryIt.lead')}</p>
        <form
          className={classes.form}
          noValidate
          aria-label={t('detection.tryIt.title')}
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Textarea
            className={classes.wide}
            label={t('detection.tryIt.text')}
            autosize
            minRows={4}
            maxRows={14}
            maxLength={MOST_TEXT}
            dir="auto"
            value={form.text}
            error={isComplaining && isEmpty ? t('detection.tryIt.needed') : undefined}
            onChange={(event) => change({ text: event.currentTarget.value })}
          />
          <Company form={form} onChange={change} />
          <Button type="submit" loading={trial.isPending} className={classes.submit}>
            {t('detection.tryIt.submit')}
          </Button>
        </form>
        {trial.isError && <Refusal className={classes.apart}>{t(`failure.${failureKind(trial.error)}.title`)}</Refusal>}
      </Panel>
      <div aria-live="polite" className={classes.answer}>
        {trial.isSuccess && <Judged answer={trial.data} text={trial.variables.text} />}
      </div>
    </>
  );
}

const askedBy = ({ text, channel, language, rating }: TrialForm): AssessRequest => ({
  text,
  ...(channel === undefined ? {} : { channel }),
  ...(language === '' ? {} : { language }),
  ...(rating === '' ? {} : { rating: Number(rating) }),
});

interface CompanyProps {
  readonly form: TrialForm;
  readonly onChange: (part: Partial<TrialForm>) => void;
}

/** What a message brings with it besides its text. */
function Company({ form, onChange }: CompanyProps) {
  const { t, i18n } = useTranslation();
  const languages = languageChoices(i18n.language);
  return (
    <>
      <NativeSelect
        label={t('detection.tryIt.channel')}
        value={form.channel ?? ''}
        onChange={(event) => onChange({ channel: asChannel(event.currentTarget.value) })}
        data={[
          { value: '', label: t('detection.tryIt.anyChannel') },
          ...CHANNELS_TO_CHOOSE.map((value) => ({ value, label: t(`channel.${value}`) })),
        ]}
      />
      <NativeSelect
        label={t('detection.tryIt.language')}
        value={form.language}
        onChange={(event) => onChange({ language: event.currentTarget.value })}
        data={[{ value: '', label: t('detection.tryIt.anyLanguage') }, ...languages]}
      />
      <NativeSelect
        label={t('detection.tryIt.rating')}
        value={form.rating}
        onChange={(event) => onChange({ rating: event.currentTarget.value })}
        data={[{ value: '', label: t('detection.tryIt.noRating') }, ...STARS]}
      />
    </>
  );
}

function Judged({ answer: { assessment, phrases }, text }: { readonly answer: AssessAnswer; readonly text: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Panel title={t('detection.tryIt.result')} aside={<SeverityBadge severity={assessment.severity} />}>
        <p className={classes.judged}>
          <HighlightedText text={text} signals={assessment.signals} language={assessment.language} explained />
        </p>
      </Panel>
      <WhyFlagged assessment={assessment} text={text} title={t('detection.tryIt.why')} />
      <FoundPhrases found={phrases} text={text} />
    </>
  );
}
