import type { InsightsView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import classes from './insights-page.module.css';
import { useFigures } from './use-figures';

/** A figure whose cases are looked at: what it is called, and the query behind it. */
export interface Chosen {
  readonly title: string;
  readonly query: string;
}

interface FigureTilesProps {
  readonly view: InsightsView;
  readonly onChoose: (chosen: Chosen) => void;
}

type FigureName = 'unhappy' | 'kept' | 'time' | 'open' | 'overdue' | 'unowned' | 'repeated' | 'recovered';

interface Tile {
  readonly name: FigureName;
  readonly value: string;
  readonly remark: string;
  /** The set of cases that made it. */
  readonly set: keyof InsightsView['cases'];
  readonly alarming?: boolean;
}

/** The figures that a lead looks at first; each is a button that shows its cases. */
export function FigureTiles({ view, onChoose }: FigureTilesProps) {
  const { t } = useTranslation();
  const tiles = useTiles(view);
  return (
    <ul className={classes.tiles}>
      {tiles.map(({ name, value, remark, set, alarming = false }) => (
        <li key={name}>
          <button
            type="button"
            className={classes.tile}
            data-alarming={alarming}
            title={t('insights.showCases', { figure: t(`insights.figure.${name}`) })}
            onClick={() => onChoose({ title: t(`insights.figure.${name}`), query: view.cases[set] })}
          >
            <span className={classes.label}>{t(`insights.figure.${name}`)}</span>
            <span className={classes.value}>{value}</span>
            <span className={classes.remark}>{remark}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function useTiles({ total, standing }: InsightsView): Tile[] {
  const { t } = useTranslation();
  const { count, share, span } = useFigures();
  const of = (part: number | null, whole: number | null): string =>
    part === null || whole === null || whole === 0
      ? t('insights.noneYet')
      : t('insights.of', { part: count(part), whole: count(whole) });
  const now = t('insights.now');
  return [
    { name: 'open', value: count(standing.open), remark: now, set: 'open' },
    { name: 'overdue', value: count(standing.overdue), remark: now, set: 'overdue', alarming: standing.overdue > 0 },
    { name: 'unowned', value: count(standing.unowned), remark: now, set: 'unowned' },
    { name: 'kept', value: share(total.kept, total.promised), remark: of(total.kept, total.promised), set: 'kept' },
    {
      name: 'time',
      value: span(total.workingMedian),
      remark:
        total.answered === 0
          ? t('insights.noneYet')
          : `${t('insights.working')}; ${t('insights.p90', { time: span(total.workingP90) })}`,
      set: 'answered',
    },
    {
      name: 'unhappy',
      value: share(total.unhappy, total.received),
      remark: total.received === null ? t('insights.notByOwner') : of(total.unhappy, total.received),
      set: 'unhappy',
    },
    {
      name: 'repeated',
      value: share(total.repeated, total.opened),
      remark: of(total.repeated, total.opened),
      set: 'repeated',
    },
    {
      name: 'recovered',
      value: share(total.recovered, total.checked),
      remark: of(total.recovered, total.checked),
      set: 'recovered',
    },
  ];
}
