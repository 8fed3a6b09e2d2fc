import type { AssessmentView } from '@earshot/contracts';
import { IconFlag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isInText, strengthOf, type Signal } from './segments';
import { useCatalogue } from '../labels/catalogue';
import { languageName } from '../labels/language';
import { Panel } from '../states/panel';
import classes from './why-flagged.module.css';

interface WhyFlaggedProps {
  readonly assessment: AssessmentView;
  /** The text that was judged. */
  readonly text: string;
  /** “Why this was flagged” when left out. */
  readonly title?: string;
}

/** The same evidence may stand in a text several times; a person reads it once. */
const SIGNALS_SHOWN = 8;

/** Nothing that a machine judges is 100 % certain, and a figure that says so costs the others their credit. */
const believable = (probability: number): number => Math.min(0.99, Math.max(0.01, probability));

/** The judgement in plain words: how sure, what speaks for it, what against it, and which model said so. */
export function WhyFlagged({ assessment, text, title }: WhyFlaggedProps) {
  const { t, i18n } = useTranslation();
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  const signals = [...assessment.signals]
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, SIGNALS_SHOWN);
  const heaviest = Math.max(...signals.map((signal) => Math.abs(signal.weight)), 0.01);
  return (
    <Panel title={title ?? t('why.title')}>
      <p className={classes.verdict}>
        {t(`why.verdict.${assessment.verdict}`, { probability: percent.format(believable(assessment.probability)) })}
      </p>
      {assessment.escalations.length > 0 && (
        <ul className={classes.escalations} aria-label={t('why.escalations')}>
          {[...new Set(assessment.escalations.map((cue) => cue.kind))].map((kind) => (
            <li key={kind}>
              <IconFlag size={14} aria-hidden="true" />
              {t(`escalation.${kind}`)}
            </li>
          ))}
        </ul>
      )}
      {signals.length === 0 ? (
        <p className={classes.model}>{t('why.noSignals')}</p>
      ) : (
        <ul className={classes.signals}>
          {signals.map((signal, index) => (
            <SignalLine key={`${index} ${signal.label}`} {...{ signal, text, heaviest }} />
          ))}
        </ul>
      )}
      {assessment.topics.length > 0 && (
        <p className={classes.topics}>
          {t('why.topics')}{' '}
          {new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(
            assessment.topics.map((topic) => t(`topic.${topic}`)),
          )}
        </p>
      )}
      <p className={classes.model}>
        {assessment.language === 'und'
          ? t('why.languageUnknown')
          : t('why.language', {
              language: languageName(assessment.language, i18n.language),
              confidence: percent.format(assessment.languageConfidence),
            })}{' '}
        {t('why.model', { model: assessment.model })}
      </p>
    </Panel>
  );
}

interface SignalLineProps {
  readonly signal: Signal;
  readonly text: string;
  readonly heaviest: number;
}

function SignalLine({ signal, text, heaviest }: SignalLineProps) {
  const { t } = useTranslation();
  const words = useCatalogue();
  const evidence = isInText(signal) ? text.slice(signal.start, signal.end) || signal.evidence : '';
  const side = signal.weight < 0 ? 'against' : 'for';
  return (
    <li className={classes.signal}>
      <span className={classes.reason}>
        {words('signal', signal.label)}
        {evidence !== '' && (
          <q className={classes.evidence} dir="auto">
            {evidence}
          </q>
        )}
      </span>
      <span className={classes.weight}>
        <span className={classes.track} aria-hidden="true">
          <span
            className={classes.bar}
            data-side={side}
            style={{ width: `${(Math.abs(signal.weight) / heaviest) * 100}%` }}
          />
        </span>
        <span className={classes.strength}>{t(`why.side.${side}.${strengthOf(signal.weight)}`)}</span>
      </span>
    </li>
  );
}
