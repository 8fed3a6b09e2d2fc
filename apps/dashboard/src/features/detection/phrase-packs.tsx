import type { PhrasePackList } from '@earshot/contracts';
import { Badge, Skeleton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName } from '../../shared/labels/language';
import { FailureNote } from '../../shared/states/failure-note';
import { Panel } from '../../shared/states/panel';
import { useTimeStyle } from '../../shared/time/use-time';
import { phrasePacksQuery } from './detection-query';
import { OwnPhrases } from './own-phrases';
import { PhrasePack } from './phrase-pack';
import classes from './phrase-packs.module.css';

/** The phrases that the detector knows, by language; a pack is read when it is opened. */
export function PhrasePacks() {
  const { t } = useTranslation();
  const query = useQuery(phrasePacksQuery);
  return (
    <Panel title={t('detection.packs.title')}>
      <p className={classes.hint}>{t('detection.packs.lead')}</p>
      {query.data !== undefined ? (
        <>
          <Refused lines={query.data.refused} />
          <Packs packs={query.data.packs} />
          <OwnPhrases folder={query.data.folder} />
        </>
      ) : query.isError ? (
        <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <div role="status" aria-label={t('state.loading')}>
          <Skeleton height={260} aria-hidden="true" />
        </div>
      )}
    </Panel>
  );
}

function Refused({ lines }: { readonly lines: PhrasePackList['refused'] }) {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  return (
    <div role="alert" className={classes.refused}>
      <p>{t('detection.packs.refused')}</p>
      <ul>
        {lines.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <strong>{path}</strong> <span lang="en">{message}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

type Pack = PhrasePackList['packs'][number];

function Packs({ packs }: { readonly packs: readonly Pack[] }) {
  const { t, i18n } = useTranslation();
  const [opened, setOpened] = useState<string | null>(null);
  if (packs.length === 0) return <p className={classes.hint}>{t('detection.packs.none')}</p>;
  const named = packs.map((pack) => ({ pack, name: languageName(pack.language, i18n.language) }));
  named.sort((a, b) => a.name.localeCompare(b.name, i18n.language));
  return (
    <ul className={classes.packs} aria-label={t('detection.packs.title')}>
      {named.map(({ pack, name }) => (
        <PackLine
          key={pack.language}
          {...{ pack, name }}
          isOpen={opened === pack.language}
          onToggle={() => setOpened(opened === pack.language ? null : pack.language)}
        />
      ))}
    </ul>
  );
}

interface PackLineProps {
  readonly pack: Pack;
  readonly name: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function PackLine({ pack, name, isOpen, onToggle }: PackLineProps) {
  const { t } = useTranslation();
  const id = useId();
  const number = new Intl.NumberFormat(useTimeStyle().locale);
  const own = pack.files.filter(({ isOwn }) => isOwn).reduce((sum, { phrases }) => sum + phrases, 0);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <li className={classes.pack}>
      <button type="button" className={classes.packHead} aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
        <Chevron size={16} aria-hidden="true" />
        <span className={classes.packName}>{name}</span>
        <span className={classes.packCounts}>
          {t('detection.packs.counts', {
            phrases: number.format(pack.phrases),
            concepts: number.format(pack.concepts),
          })}
        </span>
        {own > 0 && (
          <Badge size="sm" variant="outline">
            {t('detection.packs.ownCount', { phrases: number.format(own) })}
          </Badge>
        )}
      </button>
      <div id={id}>{isOpen && <PhrasePack language={pack.language} name={name} files={pack.files} />}</div>
    </li>
  );
}
