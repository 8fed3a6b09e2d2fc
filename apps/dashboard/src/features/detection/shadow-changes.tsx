import type { ShadowReport } from '@earshot/contracts';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HighlightedText } from '../../shared/evidence/highlighted-text';
import { tellingSignals } from '../../shared/evidence/segments';
import { FailureNote } from '../../shared/states/failure-note';
import classes from './detection-page.module.css';
import { changedMessageQuery } from './detection-query';
import { usePercent } from './use-percent';

type Change = ShadowReport['changes'][number];

/** Each line reads its message: as many at once as fit on a screen. */
const AT_ONCE = 10;

interface ShadowChangesProps {
  readonly changes: readonly Change[];
  /** How many there are, listed or not. */
  readonly all: number;
}

/** The messages that would be judged differently, each with the way to it. */
export function ShadowChanges({ changes, all }: ShadowChangesProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <section aria-label={t('detection.shadow.changes')}>
      <h3 className={classes.versionName}>{t('detection.shadow.changes')}</h3>
      {all > changes.length && (
        <p className={classes.hint}>{t('detection.shadow.listed', { shown: changes.length })}</p>
      )}
      <ul className={classes.changes}>
        {changes.slice(0, shown).map((change) => (
          <li key={change.messageId} className={classes.changed}>
            <p className={classes.turn}>
              <Outcome outcome={change.from} />
              <span aria-hidden="true">→</span>
              <Outcome outcome={change.to} />
              {change.dissatisfied !== null && (
                <span className={classes.said}>
                  {t(`detection.shadow.said.${change.dissatisfied ? 'dissatisfied' : 'not_dissatisfied'}`)}
                </span>
              )}
            </p>
            <ChangedMessage id={change.messageId} />
          </li>
        ))}
      </ul>
      {changes.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + AT_ONCE)}>
          {t('messages.more')}
        </Button>
      )}
    </section>
  );
}

function Outcome({ outcome: { verdict, probability } }: { readonly outcome: Change['from'] }) {
  const { t } = useTranslation();
  const { percent } = usePercent();
  return (
    <span className={classes.outcome} data-verdict={verdict}>
      {t('detection.shadow.was', {
        verdict: t(`messages.verdict.${verdict}`),
        probability: percent(probability),
      })}
    </span>
  );
}

function ChangedMessage({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const query = useQuery(changedMessageQuery(id));
  const message = query.data;
  if (message === undefined)
    return query.isError ? (
      <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
    ) : (
      <Skeleton height={40} role="status" aria-label={t('state.loading')} />
    );
  return (
    <>
      <p className={classes.words}>
        <HighlightedText
          text={message.text}
          signals={tellingSignals(message.assessment?.signals ?? [])}
          language={message.assessment?.language ?? 'und'}
        />
      </p>
      <p className={classes.facts}>
        <bdi>{message.author}</bdi>
        {message.caseId === null ? (
          <Link to="/messages" search={{ text: message.author }} className={classes.link}>
            {t('detection.shadow.inMessages')}
          </Link>
        ) : (
          <Link to="/cases/$caseId" params={{ caseId: message.caseId }} className={classes.link}>
            {t('messages.inCase', { id: message.caseId })}
          </Link>
        )}
      </p>
    </>
  );
}
