import type { Alert, CaseView } from '@earshot/contracts';
import { Button, Kbd, Skeleton } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconBellPlus, IconMoodCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCaseAction } from '../../shared/case-actions/use-case-action';
import { HighlightedText } from '../../shared/evidence/highlighted-text';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts';
import { Channel } from '../../shared/labels/channel';
import { LanguageName } from '../../shared/labels/language';
import { FailureNote } from '../../shared/states/failure-note';
import { PageHeading } from '../../shared/states/page-heading';
import { EmptyState, FailureState } from '../../shared/states/states';
import { Instant } from '../../shared/time/instant';
import { alertsQuery } from '../alerts/alerts-query';
import { caseQuery } from '../cases/case-query';
import { decisiveMessage } from '../cases/thread-items';
import { WhyFlagged } from '../../shared/evidence/why-flagged';
import { useVerdict } from '../messages/use-verdict';
import classes from './review-page.module.css';

/** What the detector is not sure of, one after the other, a key each: every decision teaches it. */
export function ReviewPage() {
  const { t } = useTranslation();
  const query = useInfiniteQuery(alertsQuery({ list: 'review' }));
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const waiting = query.data?.pages.flatMap((page) => page.items).filter(({ caseId }) => !decided.has(caseId));
  const left = Math.max(0, (query.data?.pages[0]?.counts.review ?? 0) - notYetCounted(query.data, decided));
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <PageHeading title={t('review.title')} />
        <p className={classes.lead}>{t('review.lead')}</p>
      </header>
      {waiting === undefined ? (
        query.isError ? (
          <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
        ) : (
          <Skeleton height={220} className={classes.card} role="status" aria-label={t('state.loading')} />
        )
      ) : waiting.length === 0 ? (
        <EmptyState title={t('review.empty.title')}>{t('review.empty.text')}</EmptyState>
      ) : (
        <Queue
          waiting={waiting}
          left={left}
          onNearEnd={() => {
            if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
          }}
          onDecided={(caseId) => setDecided((before) => new Set(before).add(caseId))}
          onUndone={(caseId) => setDecided((before) => new Set([...before].filter((other) => other !== caseId)))}
        />
      )}
    </div>
  );
}

/** Decisions of this sitting that the counted list does not know of yet. */
function notYetCounted(
  data: { readonly pages: readonly { readonly items: readonly Alert[] }[] } | undefined,
  decided: ReadonlySet<string>,
): number {
  return data?.pages.flatMap((page) => page.items).filter(({ caseId }) => decided.has(caseId)).length ?? 0;
}

interface QueueProps {
  readonly waiting: readonly Alert[];
  readonly left: number;
  readonly onNearEnd: () => void;
  readonly onDecided: (caseId: string) => void;
  readonly onUndone: (caseId: string) => void;
}

/** The next page of the queue is read this many decisions before it is needed. */
const READ_AHEAD = 10;

function Queue({ waiting, left, onNearEnd, onDecided, onUndone }: QueueProps) {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const alert = waiting[Math.min(at, waiting.length - 1)];
  const query = useQuery({ ...caseQuery(alert?.caseId ?? ''), enabled: alert !== undefined });
  // The next one is there before it is asked for.
  const following = waiting[at + 1];
  useQuery({ ...caseQuery(following?.caseId ?? ''), enabled: following !== undefined });

  const decide = useDecisions({ onDecided, onUndone });
  if (alert === undefined) return null;
  const step = (by: 1 | -1): void => {
    setAt(Math.max(0, Math.min(waiting.length - 1, at + by)));
    if (at + READ_AHEAD > waiting.length) onNearEnd();
  };
  return (
    <>
      <p className={classes.left} role="status">
        {t('review.left', { count: Math.max(left, waiting.length) })}
      </p>
      {query.data !== undefined ? (
        <Decision
          key={alert.caseId}
          view={query.data}
          onUnhappy={(messageId) => decide.unhappy(query.data, messageId)}
          onFine={() => decide.fine(query.data)}
          onStep={step}
        />
      ) : query.isError ? (
        <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <Skeleton height={220} className={classes.card} role="status" aria-label={t('state.loading')} />
      )}
    </>
  );
}

/**
 * The two ways to decide. The next one is shown at once, so that nobody waits between two keys; what could not be kept
 * comes back, and what is put aside can be brought back.
 */
function useDecisions({ onDecided, onUndone }: Pick<QueueProps, 'onDecided' | 'onUndone'>) {
  const action = useCaseAction({ onUndone: ({ on }) => onUndone(on.caseId) });
  const verdict = useVerdict();
  const decide = (caseId: string, kept: Promise<unknown>): void => {
    onDecided(caseId);
    // The failure itself is told by the hooks.
    kept.catch(() => onUndone(caseId));
  };
  return {
    fine: ({ caseId, version, customer }: CaseView) =>
      decide(
        caseId,
        action.mutateAsync({ action: 'not-a-complaint', on: { caseId, version, customer: customer.name } }),
      ),
    unhappy: ({ caseId }: CaseView, messageId: string) =>
      decide(caseId, verdict.mutateAsync({ message: { id: messageId }, dissatisfied: true })),
  };
}

interface DecisionProps {
  readonly view: CaseView;
  readonly onUnhappy: (messageId: string) => void;
  readonly onFine: () => void;
  readonly onStep: (by: 1 | -1) => void;
}

function Decision({ view, onUnhappy, onFine, onStep }: DecisionProps) {
  const { t } = useTranslation();
  const message = decisiveMessage(view.messages) ?? view.messages.at(-1) ?? null;
  const language = message?.assessment?.language ?? 'und';
  const unhappy = (): void => {
    if (message !== null) onUnhappy(message.id);
  };
  useShortcuts({ y: unhappy, n: onFine, j: () => onStep(1), k: () => onStep(-1) });
  return (
    <>
      <article className={classes.card} aria-label={view.customer.name}>
        <header className={classes.head}>
          <h2 className={classes.author}>
            <bdi>{view.customer.name}</bdi>
            {view.subject !== null && <bdi className={classes.subject}>{view.subject}</bdi>}
          </h2>
          <Link to="/cases/$caseId" params={{ caseId: view.caseId }}>
            {t('review.openCase')}
          </Link>
        </header>
        {message === null || message.text === '' ? (
          <em>{t('review.none')}</em>
        ) : (
          <div className={classes.text}>
            <HighlightedText
              text={message.text}
              signals={message.assessment?.signals ?? []}
              language={language}
              explained
            />
          </div>
        )}
        {message !== null && (
          <p className={classes.facts}>
            <Channel channel={message.channel} source={message.source} />
            <LanguageName tag={language} />
            <Instant at={message.sentAt} />
          </p>
        )}
        <div className={classes.buttons}>
          <Button leftSection={<IconBellPlus size={17} />} disabled={message === null} onClick={unhappy}>
            {t('review.unhappy')}
            <Key name="y" />
          </Button>
          <Button variant="default" leftSection={<IconMoodCheck size={17} />} onClick={onFine}>
            {t('review.fine')}
            <Key name="n" />
          </Button>
          <span className={classes.steps}>
            <Button variant="subtle" leftSection={<IconArrowLeft size={17} />} onClick={() => onStep(-1)}>
              {t('review.back')}
            </Button>
            <Button variant="subtle" rightSection={<IconArrowRight size={17} />} onClick={() => onStep(1)}>
              {t('review.later')}
            </Button>
          </span>
        </div>
        <p className={classes.keys}>{t('review.keys')}</p>
      </article>
      {message !== null && message.assessment !== null && (
        <div className={classes.why}>
          <WhyFlagged assessment={message.assessment} text={message.text} />
        </div>
      )}
    </>
  );
}

/** Shown to those who have keys; the words of the button say the rest. */
function Key({ name }: { readonly name: string }) {
  return (
    <Kbd size="xs" className={classes.key} aria-hidden="true">
      {name}
    </Kbd>
  );
}
