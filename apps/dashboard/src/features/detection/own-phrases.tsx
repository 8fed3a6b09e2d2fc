import { useTranslation } from 'react-i18next';
import classes from './phrase-packs.module.css';

/** A pack as it is written; the same in every language of the dashboard. */
const SAMPLE = `language fi
waiting: odotan edelleen | odot* .. viikko*
not waiting: Odotan innolla tapaamista`;

/** What may stand in a phrase, by the key of its explanation. */
const PARTS = [
  ['word', 'odotan'],
  ['stem', 'odot*'],
  ['either', 'ei/en'],
  ['number', '#'],
  ['any', '_'],
  ['gap', '..'],
] as const;

/** Where phrases of the house are written, and how. */
export function OwnPhrases({ folder }: { readonly folder: string }) {
  const { t } = useTranslation();
  return (
    <details className={classes.ownPhrases}>
      <summary>{t('detection.packs.ownTitle')}</summary>
      <p className={classes.hint}>{t('detection.packs.ownLead', { file: `${folder}/fi.local.txt` })}</p>
      <pre className={classes.sample} tabIndex={0} aria-label={t('detection.packs.sample')}>
        {SAMPLE}
      </pre>
      <dl className={classes.parts}>
        {PARTS.map(([part, written]) => (
          <div key={part}>
            <dt>
              <code className={classes.phrase}>{written}</code>
            </dt>
            <dd>{t(`detection.packs.part.${part}`)}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.hint}>{t('detection.packs.ownCheck')}</p>
    </details>
  );
}
