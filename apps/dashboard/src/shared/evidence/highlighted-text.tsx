import { useTranslation } from 'react-i18next';
import { Hint } from '../hint/hint';
import { useCatalogue } from '../labels/catalogue';
import classes from './highlighted-text.module.css';
import { segmentsOf, strengthOf, type Segment, type Signal } from './segments';

interface HighlightedTextProps {
  readonly text: string;
  readonly signals: readonly Signal[];
  /** BCP 47, or `und`: how a screen reader should pronounce it. */
  readonly language: string;
  /** With `explained`, each mark can be focused and tells its reason and weight. */
  readonly explained?: boolean;
}

/** A customer's words with the evidence marked: a ground and an underline, thicker the more it counts. */
export function HighlightedText({ text, signals, language, explained = false }: HighlightedTextProps) {
  const Mark = explained ? ExplainedMark : PlainMark;
  return (
    <span dir="auto" lang={language === 'und' ? undefined : language}>
      {segmentsOf(text, signals).map((segment) =>
        segment.signals.length === 0 ? segment.text : <Mark key={segment.start} segment={segment} />,
      )}
    </span>
  );
}

function PlainMark({ segment }: { readonly segment: Segment }) {
  return (
    <mark className={classes.mark} {...lookOf(segment)}>
      {segment.text}
    </mark>
  );
}

function ExplainedMark({ segment }: { readonly segment: Segment }) {
  const { t } = useTranslation();
  const words = useCatalogue();
  const explanation = segment.signals.map((signal) => (
    <span key={`${signal.kind} ${signal.label}`} className={classes.reason}>
      {t(signal.weight < 0 ? 'evidence.against' : 'evidence.for', {
        reason: words('signal', signal.label),
        strength: t(`evidence.strength.${strengthOf(signal.weight)}`),
      })}
    </span>
  ));
  return (
    <Hint label={explanation}>
      <mark className={classes.mark} tabIndex={0} {...lookOf(segment)}>
        {segment.text}
      </mark>
    </Hint>
  );
}

function lookOf({ signals }: Segment) {
  const weight = signals[0]?.weight ?? 0;
  return { 'data-strength': strengthOf(weight), 'data-side': weight < 0 ? 'against' : 'for' };
}
