import type { Alert } from '@earshot/contracts';
import { Button, Loader } from '@mantine/core';
import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAction } from '../../shared/case-actions/use-case-action';
import type { CalmList } from '../../shared/list/calm-list';
import { takeLastOpened } from '../../shared/navigation/case-queue';
import { useDenseRows } from '../../shared/preferences/preference';
import { useSession } from '../../shared/session/session';
import { useNow, useTimeStyle } from '../../shared/time/use-time';
import classes from './alert-list.module.css';
import { AlertRow, rowLinkId } from './alert-row';
import { listEntries } from './list-entries';
import { useVirtualEntries } from './use-virtual-entries';

/** How the board moves through the list. */
export interface AlertListHandle {
  /** The row that has the focus, or had it last. */
  active(): Alert | null;
  /** Focuses the next (1) or the previous (-1) row. */
  move(step: 1 | -1): void;
  /** Focuses the row that will stand where this one stands, before this one goes. */
  focusAfter(caseId: string): void;
  /** The same for several: moves the focus only when it is on one of them. */
  focusAfterAll(caseIds: ReadonlySet<string>): void;
}

interface AlertListProps {
  readonly ref: Ref<AlertListHandle>;
  readonly calm: CalmList<Alert>;
  /** With headings for overdue, today, tomorrow … */
  readonly grouped: boolean;
  readonly canAct: boolean;
  readonly selected: ReadonlySet<string>;
  readonly acting: boolean;
  readonly loadingMore: boolean;
  readonly moreFailed: boolean;
  readonly onEnd: () => void;
  readonly onRetryMore: () => void;
  readonly onAct: (action: CaseAction, alert: Alert) => void;
  readonly onOpen: (alert: Alert) => void;
  readonly onSelect: (alert: Alert) => void;
}

/** The rows; only those near the window are in the page, however long the list is. */
export function AlertList({ ref, calm, grouped, selected, onEnd, ...props }: AlertListProps) {
  const { t } = useTranslation();
  const now = useNow();
  const style = useTimeStyle();
  const [dense] = useDenseRows(useSession().user.id);
  const [activeId, setActiveId] = useState<string | null>(null);
  // Keys come faster than the page is drawn: the next one goes on from where the last one led, not from what is seen.
  const latest = useRef<string | null>(null);
  const setActive = (caseId: string): void => {
    latest.current = caseId;
    setActiveId(caseId);
  };

  const entries = listEntries(calm.rows, grouped, now, style);
  const activeIndex = entries.findIndex((entry) => entry.type === 'row' && entry.alert.caseId === activeId);
  const listRef = useRef<HTMLOListElement>(null);
  const view = useVirtualEntries({ listRef, entries, dense, keep: activeIndex, onEnd });

  const focusRow = (caseId: string): void => {
    setActive(caseId);
    const index = entries.findIndex((entry) => entry.type === 'row' && entry.alert.caseId === caseId);
    view.scrollTo(index);
    // The row may only come into the page by this scrolling: two frames later it stands there.
    const focus = (): void => {
      if (latest.current === caseId) document.getElementById(rowLinkId(caseId))?.focus();
    };
    requestAnimationFrame(() => requestAnimationFrame(focus));
  };
  const at = (index: number): Alert | undefined => calm.rows[index];
  const activeRow = calm.rows.findIndex((alert) => alert.caseId === activeId);

  const returnToOpened = useEffectEvent(() => {
    const opened = takeLastOpened();
    if (opened !== null && calm.rows.some((alert) => alert.caseId === opened)) focusRow(opened);
  });
  useEffect(() => {
    // Once the list has measured where it stands.
    const frame = requestAnimationFrame(() => returnToOpened());
    return () => cancelAnimationFrame(frame);
  }, []);

  useImperativeHandle(ref, () => ({
    active: () => at(activeRow) ?? null,
    move: (step) => {
      const from = calm.rows.findIndex((alert) => alert.caseId === latest.current);
      const next = at(from === -1 ? 0 : from + step);
      if (next !== undefined) focusRow(next.caseId);
    },
    focusAfter: (caseId) => {
      const index = calm.rows.findIndex((alert) => alert.caseId === caseId);
      const neighbour = at(index + 1) ?? at(index - 1);
      if (neighbour !== undefined) focusRow(neighbour.caseId);
    },
    focusAfterAll: (caseIds) => {
      if (activeId === null || !caseIds.has(activeId)) return;
      const stays = (alert: Alert): boolean => !caseIds.has(alert.caseId);
      const neighbour = calm.rows.slice(activeRow).find(stays) ?? calm.rows.slice(0, activeRow).findLast(stays);
      if (neighbour !== undefined) focusRow(neighbour.caseId);
    },
  }));

  return (
    <>
      <ol
        ref={listRef}
        className={classes.list}
        data-dense={dense}
        style={{ height: view.height }}
        aria-label={t('board.listLabel')}
      >
        {view.items.map(({ index, start, measure }) => {
          const entry = entries[index];
          if (entry === undefined) return null;
          const place = { ref: measure, 'data-index': index, style: { transform: `translateY(${start}px)` } };
          return entry.type === 'heading' ? (
            <li key={entry.group} className={classes.entry} {...place}>
              <h2 className={classes.heading} data-group={entry.group}>
                {t(`due.group.${entry.group}`)}
              </h2>
            </li>
          ) : (
            <li
              key={entry.alert.caseId}
              className={classes.entry}
              aria-posinset={entry.position}
              aria-setsize={calm.fresh.hasMore ? -1 : calm.rows.length}
              onFocus={() => setActive(entry.alert.caseId)}
              {...place}
            >
              <AlertRow
                alert={entry.alert}
                departed={calm.departed.has(entry.alert.caseId)}
                selected={selected.has(entry.alert.caseId)}
                {...props}
              />
            </li>
          );
        })}
      </ol>
      <ListEnd {...props} hasMore={calm.fresh.hasMore} />
    </>
  );
}

type ListEndProps = Pick<AlertListProps, 'loadingMore' | 'moreFailed' | 'onRetryMore'> & { readonly hasMore: boolean };

function ListEnd({ loadingMore, moreFailed, onRetryMore, hasMore }: ListEndProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.end} role="status">
      {moreFailed ? (
        <Button variant="default" onClick={onRetryMore} loading={loadingMore}>
          {t('board.moreFailed')}
        </Button>
      ) : loadingMore || hasMore ? (
        <>
          <Loader size="xs" aria-hidden="true" />
          {t('board.loadingMore')}
        </>
      ) : (
        t('board.end')
      )}
    </div>
  );
}
