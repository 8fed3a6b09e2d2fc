import type { PhrasePackList } from '@earshot/contracts';
import { Skeleton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../shared/states/failure-note';
import { phrasePackQuery } from './detection-query';
import { foundIn, type PackConcept } from './pack-search';
import classes from './phrase-packs.module.css';
import { useMeaning } from './use-meaning';

interface PhrasePackProps {
  readonly language: string;
  readonly name: string;
  readonly files: PhrasePackList['packs'][number]['files'];
}

/** The phrases of one language by what they say, with a search. */
export function PhrasePack({ language, name, files }: PhrasePackProps) {
  const { t } = useTranslation();
  const query = useQuery(phrasePackQuery(language));
  return (
    <div className={classes.opened}>
      <p className={classes.hint}>
        {t('detection.packs.files', { files: files.map((file) => file.name).join(', ') })}{' '}
        {t('detection.weightExplained')}
      </p>
      {query.data !== undefined ? (
        <Concepts {...{ language, name, files }} concepts={query.data.concepts} />
      ) : query.isError ? (
        <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <div role="status" aria-label={t('state.loading')}>
          <Skeleton height={160} aria-hidden="true" />
        </div>
      )}
    </div>
  );
}

interface ConceptsProps extends PhrasePackProps {
  readonly concepts: readonly PackConcept[];
}

function Concepts({ language, name, files, concepts }: ConceptsProps) {
  const { t } = useTranslation();
  const { nameOf } = useMeaning();
  const [searched, setSearched] = useState('');
  const wanted = useDeferredValue(searched);
  const found = foundIn(concepts, wanted, nameOf);
  const isSearching = wanted.trim() !== '';
  const own = new Set(files.filter(({ isOwn }) => isOwn).map((file) => file.name));
  return (
    <>
      <TextInput
        type="search"
        label={t('detection.packs.search', { language: name })}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        maxLength={100}
        value={searched}
        onChange={(event) => setSearched(event.currentTarget.value)}
      />
      <div aria-live="polite">
        {found.length === 0 && <p className={classes.hint}>{t('detection.packs.nothing')}</p>}
      </div>
      <div className={classes.concepts}>
        {found.map((concept) => (
          // Another search opens and closes anew what a reader opened by hand.
          <Concept key={`${concept.key} ${isSearching}`} {...{ concept, language, own }} isOpen={isSearching} />
        ))}
      </div>
    </>
  );
}

interface ConceptProps {
  readonly concept: PackConcept;
  readonly language: string;
  /** The files of the house. */
  readonly own: ReadonlySet<string>;
  readonly isOpen: boolean;
}

function Concept({ concept, language, own, isOpen }: ConceptProps) {
  const { t } = useTranslation();
  const { nameOf, signOf, weight } = useMeaning();
  return (
    <details className={classes.concept} open={isOpen}>
      <summary>
        <span className={classes.meaning}>{signOf(nameOf(concept), concept.weight)}</span>
        {concept.weight !== null && <span className={classes.weight}>{weight(concept.weight)}</span>}
      </summary>
      <p className={classes.hint}>
        {t('detection.packs.key', { key: concept.key })}
        {concept.escalation !== null && (
          <> {t('detection.packs.escalates', { kind: t(`escalation.${concept.escalation}`) })}</>
        )}
      </p>
      <ul className={classes.phrases} lang={language}>
        {concept.phrases.map(({ phrase, file, line }) => (
          <li key={`${file} ${line} ${phrase}`}>
            <code className={classes.phrase} data-own={own.has(file) || undefined}>
              {phrase}
            </code>
            {own.has(file) && <span className={classes.place}>{`${file}:${line}`}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
