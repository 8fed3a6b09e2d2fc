import { useTranslation } from 'react-i18next';
import { ApiError, failureKind } from '../../../shared/api/api-error';
import { deedFailure } from '../../../shared/states/deed-failure';
import { Refusal } from '../../../shared/states/refusal';
import classes from './feeding.module.css';

/** Why a file was refused as a whole, with each of its faults; the file and what was chosen stand as they were. */
export function ImportRefusal({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  const kind = failureKind(error);
  const faults = error instanceof ApiError ? (error.problem.faults ?? []) : [];
  const isOfFile = kind === 'invalid' || kind === 'conflict';
  return (
    <Refusal className={classes.apart}>
      {isOfFile ? t('import.refused') : `${t(`failure.${kind}.title`)}. ${deedFailure(t, kind)}`}
      {isOfFile && (
        <ul>
          {faults.length === 0 && <li>{error.message}</li>}
          {faults.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      )}
    </Refusal>
  );
}
