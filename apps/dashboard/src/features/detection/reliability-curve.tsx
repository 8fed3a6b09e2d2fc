import type { CalibrationView } from '@earshot/contracts';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useTimeStyle } from '../../shared/time/use-time';
import classes from './rightness.module.css';
import { usePercent } from './use-percent';

type Bin = CalibrationView['bins'][number];

const SIZE = 220;
const MARGIN = { left: 44, right: 12, top: 10, bottom: 34 };
const WIDTH = MARGIN.left + SIZE + MARGIN.right;
const HEIGHT = MARGIN.top + SIZE + MARGIN.bottom;
const TICKS = [0, 0.5, 1];

const x = (share: number): number => MARGIN.left + share * SIZE;
const y = (share: number): number => MARGIN.top + (1 - share) * SIZE;
/** By area: twice the verdicts are twice the ink. */
const radius = (verdicts: number, most: number): number => 2 + 3 * Math.sqrt(verdicts / most);

/** What the detector said against what people found, with intervals; the table below says the same in figures. */
export function ReliabilityCurve({ bins }: { readonly bins: readonly Bin[] }) {
  const { t } = useTranslation();
  const { percent } = usePercent();
  const title = useId();
  const filled = bins.filter(({ verdicts }) => verdicts > 0);
  const most = Math.max(1, ...filled.map(({ verdicts }) => verdicts));
  return (
    <figure className={classes.figure}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={classes.curve} role="img" aria-labelledby={title}>
        <title id={title}>{t('detection.right.curve')}</title>
        {TICKS.map((tick) => (
          <g key={tick}>
            <line className={classes.grid} x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} />
            <text className={classes.tick} x={x(0) - 6} y={y(tick) + 4} textAnchor="end">
              {percent(tick)}
            </text>
            <text className={classes.tick} x={x(tick)} y={y(0) + 16} textAnchor="middle">
              {percent(tick)}
            </text>
          </g>
        ))}
        <line className={classes.ideal} x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
        <polyline className={classes.line} points={filled.map((bin) => pointOf(bin).join()).join(' ')} />
        {filled.map((bin) => (
          <g key={bin.from}>
            <line
              className={classes.whisker}
              x1={pointOf(bin)[0]}
              x2={pointOf(bin)[0]}
              y1={y(bin.found?.low ?? 0)}
              y2={y(bin.found?.high ?? 0)}
            />
            <circle
              className={classes.point}
              cx={pointOf(bin)[0]}
              cy={pointOf(bin)[1]}
              r={radius(bin.verdicts, most)}
            />
          </g>
        ))}
        <text className={classes.tick} x={x(0.5)} y={HEIGHT - 4} textAnchor="middle">
          {t('detection.right.saidAxis')}
        </text>
      </svg>
      <figcaption className={classes.hint}>{t('detection.right.curve')}</figcaption>
      <CurveTable bins={filled} />
    </figure>
  );
}

const pointOf = ({ said, found }: Bin): [number, number] => [x(said ?? 0), y(found?.value ?? 0)];

function CurveTable({ bins }: { readonly bins: readonly Bin[] }) {
  const { t } = useTranslation();
  const number = new Intl.NumberFormat(useTimeStyle().locale);
  const { percent } = usePercent();
  return (
    <details className={classes.details}>
      <summary>{t('detection.right.table')}</summary>
      <table className={classes.table} aria-label={t('detection.right.table')}>
        <thead>
          <tr>
            <th scope="col">{t('detection.right.saidAxis')}</th>
            <th scope="col">{t('detection.right.foundAxis')}</th>
            <th scope="col">{t('detection.right.verdicts')}</th>
          </tr>
        </thead>
        <tbody>
          {bins.map(({ from, said, found, verdicts }) => (
            <tr key={from}>
              <th scope="row">{percent(said ?? 0)}</th>
              <td>
                {percent(found?.value ?? 0)}
                {found !== null && (
                  <span className={classes.range}>
                    {t('detection.right.range', { low: percent(found.low), high: percent(found.high) })}
                  </span>
                )}
              </td>
              <td>{number.format(verdicts)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
