import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog/dialog';
import { failureKind } from '../../shared/api/api-error';
import { showOutcome } from '../../shared/states/toasts';
import { Refusal } from '../../shared/states/refusal';
import classes from './detection-page.module.css';
import { actOnOverlay, detectionQuery, type OverlayDeed, type OverlayVersion } from './detection-query';
import { returnsTo } from './returns-to';
import { usePercent } from './use-percent';

interface OverlayDeedDialogProps {
  readonly version: OverlayVersion;
  readonly deed: OverlayDeed;
  readonly versions: readonly OverlayVersion[];
  readonly onClose: () => void;
}

/** Asks before a version judges, or no longer does, and says what follows from it. */
export function OverlayDeedDialog({ version, deed, versions, onClose }: OverlayDeedDialogProps) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const { percent } = usePercent();
  const { id, figures } = version;
  const mutation = useMutation({
    mutationFn: () => actOnOverlay(id, deed),
    onSuccess: (view) => {
      queries.setQueryData(detectionQuery.queryKey, view);
      showOutcome({ text: t(`detection.deed.${deed}.done`, { id }) });
      onClose();
    },
    // What was refused is not as it was shown.
    onError: () => queries.invalidateQueries({ queryKey: detectionQuery.queryKey }),
  });
  const previous = returnsTo(version, versions);
  const next =
    previous === null
      ? t('detection.versions.model')
      : t('detection.versions.one', { id: previous }).toLocaleLowerCase(i18n.language);
  return (
    <Dialog opened onClose={onClose} title={t(`detection.deed.${deed}.title`, { id })}>
      <div className={classes.dialog}>
        <p>
          {t(`detection.deed.${deed}.text`, { next })} {t('detection.deed.stays')}
        </p>
        <p>
          {t('detection.deed.effect', {
            recall: percent(figures.after.recall),
            recallBefore: percent(figures.before.recall),
            precision: percent(figures.after.precision),
            precisionBefore: percent(figures.before.precision),
          })}
        </p>
        {mutation.isError && <Refused error={mutation.error} deed={deed} />}
        <div className={classes.buttons}>
          <Button data-autofocus loading={mutation.isPending} onClick={() => mutation.mutate()}>
            {t(`detection.versions.${deed}`)}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('manage.cancel')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Refused({ error, deed }: { readonly error: Error; readonly deed: OverlayDeed }) {
  const { t } = useTranslation();
  const kind = failureKind(error);
  return (
    <Refusal className={classes.apart}>
      {kind === 'conflict' ? t(`detection.deed.${deed}.refused`) : t(`failure.${kind}.title`)}
    </Refusal>
  );
}
