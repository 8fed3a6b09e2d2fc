import type { CustomerSummary } from '@earshot/contracts';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts';
import { FailureNote } from '../../shared/states/failure-note';
import { CustomerRow, customerRowId } from './customer-row';
import classes from './customers-page.module.css';

const ROW_PX = 66;
const ROWS_BEYOND = 10;
/** The next page is asked for this many rows before the end. */
const ROWS_BEFORE_END = 15;

interface CustomerListProps {
  readonly customers: readonly CustomerSummary[];
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly moreError: Error | null;
  readonly onMore: () => void;
}

/** The rows near the window; the following pages come by themselves. */
export function CustomerList({ customers, hasMore, loadingMore, moreError, onMore }: CustomerListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLOListElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    if (list.current !== null) setScrollMargin(list.current.getBoundingClientRect().top + window.scrollY);
  }, []);
  const rows = useWindowVirtualizer({
    count: customers.length,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => customers[index]?.id ?? index,
    overscan: ROWS_BEYOND,
    scrollMargin,
  });
  const nearEnd = (rows.range?.endIndex ?? 0) >= customers.length - ROWS_BEFORE_END;
  useEffect(() => {
    if (nearEnd && hasMore && !loadingMore && moreError === null) onMore();
  });
  const move = (step: 1 | -1): void => {
    const at = customers.findIndex(({ id }) => document.activeElement?.id === customerRowId(id));
    const next = Math.min(customers.length - 1, Math.max(0, at + step));
    rows.scrollToIndex(next, { align: 'auto' });
    document.getElementById(customerRowId(customers[next]?.id ?? ''))?.focus();
  };
  useShortcuts({ j: () => move(1), k: () => move(-1) });
  return (
    <>
      <ol
        ref={list}
        className={classes.list}
        aria-label={t('customers.title')}
        style={{ blockSize: rows.getTotalSize() }}
      >
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const customer = customers[index];
          if (customer === undefined) return null;
          return (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              className={classes.entry}
              aria-setsize={hasMore ? -1 : customers.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start - scrollMargin}px)` }}
            >
              <CustomerRow customer={customer} />
            </li>
          );
        })}
      </ol>
      {moreError !== null && (
        <div className={classes.end}>
          <FailureNote error={moreError} onRetry={onMore} retrying={loadingMore} />
        </div>
      )}
    </>
  );
}
