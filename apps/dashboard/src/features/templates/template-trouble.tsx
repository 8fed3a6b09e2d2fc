import { useTranslation } from 'react-i18next';
import { ApiError, failureKind } from '../../shared/api/api-error';
import { deedFailure } from '../../shared/states/deed-failure';
import classes from './templates-page.module.css';

/** Why the templates were not taken, or could not be tried: every fault with its place. */
export function TemplateTrouble({ error }: { readonly error: Error | null }) {
  const { t } = useTranslation();
  if (error === null) return null;
  const kind = failureKind(error);
  const faults = error instanceof ApiError ? (error.problem.faults ?? []) : [];
  return (
    <div role="alert" className={classes.trouble} data-kind={kind === 'conflict' ? 'conflict' : 'fault'}>
      {kind === 'conflict'
        ? t('templates.conflict')
        : `${t(`failure.${kind}.title`)}. ${kind === 'invalid' ? '' : deedFailure(t, kind)}`}
      {faults.length > 0 && (
        <ul className={classes.faults}>
          {faults.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code>{path.replace(/^templates\./, '')}</code> {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
