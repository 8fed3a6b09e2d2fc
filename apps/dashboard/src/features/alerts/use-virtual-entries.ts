import { useDidUpdate } from '@mantine/hooks';
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useState, type RefObject } from 'react';
import type { ListEntry } from './list-entries';

const ROW_PX = 98;
const DENSE_ROW_PX = 58;
const HEADING_PX = 38;
const ROWS_BEYOND = 8;

/** The next page is asked for this many entries before the end. */
const ENTRIES_BEFORE_END = 15;

interface VirtualEntries {
  readonly height: number;
  readonly items: readonly { index: number; start: number; measure: (element: HTMLElement | null) => void }[];
  scrollTo(index: number): void;
}

interface Options {
  readonly listRef: RefObject<HTMLOListElement | null>;
  readonly entries: readonly ListEntry[];
  /** Whether the rows are low. */
  readonly dense: boolean;
  /** The entry that has the focus stays in the page wherever the window is; -1 for none. */
  readonly keep: number;
  readonly onEnd: () => void;
}

/** Which entries stand near the window, and where. The window itself scrolls, as people expect on a phone. */
export function useVirtualEntries({ listRef, entries, dense, keep, onEnd }: Options): VirtualEntries {
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    const list = listRef.current;
    if (list !== null) setScrollMargin(list.getBoundingClientRect().top + window.scrollY);
  }, [listRef]);

  const virtualizer = useWindowVirtualizer({
    count: entries.length,
    estimateSize: (index) => (entries[index]?.type === 'heading' ? HEADING_PX : dense ? DENSE_ROW_PX : ROW_PX),
    getItemKey: (index) => {
      const entry = entries[index];
      return entry === undefined ? index : entry.type === 'heading' ? entry.group : entry.alert.caseId;
    },
    overscan: ROWS_BEYOND,
    scrollMargin,
    scrollPaddingStart: headerHeight(),
    scrollPaddingEnd: 72,
    rangeExtractor: (range) => {
      const near = defaultRangeExtractor(range);
      return keep === -1 || keep >= entries.length || near.includes(keep)
        ? near
        : [...near, keep].sort((a, b) => a - b);
    },
  });

  // What is out of sight was measured in the other height.
  useDidUpdate(() => virtualizer.measure(), [dense]);

  const items = virtualizer.getVirtualItems();
  const last = virtualizer.range?.endIndex ?? 0;
  const nearEnd = last >= entries.length - ENTRIES_BEFORE_END;
  useEffect(() => {
    if (nearEnd) onEnd();
  });

  return {
    height: virtualizer.getTotalSize(),
    items: items.map(({ index, start }) => ({
      index,
      start: start - scrollMargin,
      measure: virtualizer.measureElement,
    })),
    scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  };
}

/** What sticks to the top of the window and would cover a row: see global.css. */
function headerHeight(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('scroll-padding-top')) || 0;
}
