import { IconBraces, IconMoodNervous } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../../../shared/labels/catalogue';
import classes from './composer-remarks.module.css';
import { openPlaceholders } from './placeholders';
import { useWording } from './use-wording';

interface ComposerRemarksProps {
  readonly text: string;
  /** The customer's, BCP 47. */
  readonly language: string;
  /** Puts the caret on these words. */
  readonly onShow: (start: number, end: number) => void;
}

/** What stands between this text and a good answer: gaps that a template left open, and wording that inflames. */
export function ComposerRemarks({ text, language, onShow }: ComposerRemarksProps) {
  const { t } = useTranslation();
  const words = useCatalogue();
  const open = openPlaceholders(text);
  // A text that changed since it was read may have other words at these places.
  const warnings = useWording(text, language).filter(({ end }) => end <= text.length);
  return (
    <div role="status" className={classes.place}>
      {open.length > 0 && (
        <div className={classes.remark} data-kind="open">
          <IconBraces size={16} stroke={1.9} aria-hidden="true" />
          <div>
            <p className={classes.title}>{t('composer.open', { count: open.length })}</p>
            <p className={classes.gaps}>
              {open.map(({ name, start, end }) => (
                <button key={name} type="button" className={classes.words} onClick={() => onShow(start, end)}>
                  {words('placeholder', name)}
                </button>
              ))}
            </p>
          </div>
        </div>
      )}
      {warnings.map(({ start, end, rule, advice }) => (
        <div key={`${rule} ${start}`} className={classes.remark} data-kind="wording">
          <IconMoodNervous size={16} stroke={1.9} aria-hidden="true" />
          <p className={classes.advice}>
            <button type="button" className={classes.words} onClick={() => onShow(start, end)}>
              <q>{text.slice(start, end)}</q>
            </button>{' '}
            {advice}
          </p>
        </div>
      ))}
    </div>
  );
}
