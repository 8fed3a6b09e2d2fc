import type { PolicyPreviewView } from '@earshot/contracts';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../shared/time/format';
import { Instant } from '../../shared/time/instant';
import { useTimeStyle } from '../../shared/time/use-time';
import classes from './policy-page.module.css';

/** Which deadlines a change would move, and how far each. */
export function PolicyMoves({ preview }: { readonly preview: PolicyPreviewView }) {
  const { t } = useTranslation();
  const style = useTimeStyle();
  const { moves, running, earlier, later, overdueAtOnce, warnings } = preview;
  const by = (workingMinutes: number): string =>
    `${workingMinutes < 0 ? '−' : '+'}${formatDuration(workingMinutes * 60_000, style)}`;
  return (
    <div role="status">
      <h2 className={classes.title}>{t('standards.moves.title')}</h2>
      <p className={classes.sum}>
        {moves.length === 0 ? t('standards.moves.none') : t('standards.moves.sum', { running, earlier, later })}{' '}
        {overdueAtOnce > 0 && <strong>{t('standards.moves.overdue', { count: overdueAtOnce })}</strong>}
      </p>
      {warnings.length > 0 && (
        <div className={classes.warnings}>
          <p className={classes.warningsTitle}>
            <IconAlertTriangle size={15} stroke={1.9} aria-hidden="true" />
            {t('standards.moves.warnings')}
          </p>
          <ul>
            {warnings.map(({ path, message }) => (
              <li key={path}>
                <code>{path}</code>: {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      {moves.length > 0 && (
        <div className={classes.scroll} tabIndex={0} role="group" aria-label={t('standards.moves.title')}>
          <table className={classes.table}>
            <thead>
              <tr>
                {(['case', 'task', 'from', 'to', 'by'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`standards.moves.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {moves.map(({ caseId, taskId, kind, from, to, workingMinutes }) => (
                <tr key={taskId}>
                  <th scope="row">
                    <Link to="/cases/$caseId" params={{ caseId }} className={classes.link}>
                      {t('standards.moves.openCase', { id: caseId })}
                    </Link>
                  </th>
                  <td>{t(`task.${kind}`)}</td>
                  <td>
                    <Instant at={from} />
                  </td>
                  <td>
                    <Instant at={to} />
                  </td>
                  <td>{by(workingMinutes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
