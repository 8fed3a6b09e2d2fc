import type { FoundPhraseView } from '@earshot/contracts';
import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../../shared/labels/catalogue';
import { languageName } from '../../shared/labels/language';
import { Panel } from '../../shared/states/panel';
import classes from './phrase-packs.module.css';
import { useMeaning } from './use-meaning';

interface FoundPhrasesProps {
  readonly found: readonly FoundPhraseView[];
  /** The text that was judged. */
  readonly text: string;
}

/** The phrases of packs that a text has, with what each says, how much it counts and where it is written. */
export function FoundPhrases({ found, text }: FoundPhrasesProps) {
  const { t } = useTranslation();
  if (found.length === 0)
    return (
      <Panel title={t('detection.found.title')}>
        <p className={classes.hint}>{t('detection.found.none')}</p>
      </Panel>
    );
  return (
    <Panel title={t('detection.found.title')}>
      <p className={classes.hint}>{t('detection.weightExplained')}</p>
      <ul className={classes.found}>
        {found.map((one) => (
          <FoundLine key={`${one.label} ${one.start}`} one={one} text={text} />
        ))}
      </ul>
    </Panel>
  );
}

function FoundLine({ one, text }: { readonly one: FoundPhraseView; readonly text: string }) {
  const { t, i18n } = useTranslation();
  const words = useCatalogue();
  const { signOf, weight } = useMeaning();
  return (
    <li className={classes.foundLine}>
      <span className={classes.foundHead}>
        <q className={classes.evidence} dir="auto">
          {text.slice(one.start, one.end)}
        </q>
        <span className={classes.weight}>{weight(one.weight)}</span>
      </span>
      <span>{signOf(words('signal', one.label), one.weight)}</span>
      {one.phrases.map(({ phrase, language, file, isOwn }) => (
        <span key={`${file} ${phrase}`} className={classes.origin}>
          <code className={classes.phrase}>{phrase}</code>
          {t('detection.found.pack', { language: languageName(language, i18n.language) })}
          {isOwn && (
            <Badge size="sm" variant="outline">
              {t('detection.packs.own')}
            </Badge>
          )}
        </span>
      ))}
    </li>
  );
}
