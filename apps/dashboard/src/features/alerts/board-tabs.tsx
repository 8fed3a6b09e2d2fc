import type { AlertPage } from '@earshot/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './board-tabs.module.css';
import { ALERT_LISTS, withoutDefaults, type AlertListName, type BoardSearch } from './board-search';

interface BoardTabsProps {
  readonly search: BoardSearch;
  readonly counts: AlertPage['counts'] | undefined;
}

/** Lists that most days are empty: they show themselves when something is in them. */
const SHOWN_WHEN_FILLED: readonly AlertListName[] = ['at_risk', 'waiting', 'promises', 'to_solve', 'checks', 'watch'];

/** The server counts so far (MOST_COUNTED of the contract): "10,000+". */
const COUNTED = 10_000;

function countWords(count: number, language: string): string {
  const number = new Intl.NumberFormat(language).format(Math.min(count, COUNTED));
  return count > COUNTED ? `${number}+` : number;
}

/** The lists of the board as links: each has an address, so that it can be shared and opened in another tab. */
export function BoardTabs({ search, counts }: BoardTabsProps) {
  const { t, i18n } = useTranslation();
  const current = search.list ?? 'needs_answer';
  const shown = ALERT_LISTS.filter(
    (list) => list === current || !SHOWN_WHEN_FILLED.includes(list) || (counts?.[list] ?? 0) > 0,
  );
  return (
    <nav aria-label={t('board.lists')} className={classes.tabs}>
      {shown.map((list) => (
        <Link
          key={list}
          to="/alerts"
          search={withoutDefaults({ ...search, list })}
          className={classes.tab}
          aria-current={list === current ? 'page' : undefined}
          data-alarm={list === 'overdue' && (counts?.overdue ?? 0) > 0}
        >
          {t(`board.list.${list}`)}
          {counts !== undefined && <span className={classes.count}>{countWords(counts[list], i18n.language)}</span>}
        </Link>
      ))}
    </nav>
  );
}
