import type { CaseEventView } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../../shared/api/api-error';
import { useCatalogue } from '../../../shared/labels/catalogue';
import { deedFailure } from '../../../shared/states/deed-failure';
import { showFailure, showOutcome } from '../../../shared/states/toasts';
import classes from './movements.module.css';
import { movementsQuery, undoMovement, useReadAllAgain } from './movements-query';

const MOVEMENTS: readonly string[] = ['merged_from', 'merged_into', 'split_off', 'split_from'];

/** Whether an event put things from one case into another. */
export const isMovement = ({ type }: CaseEventView): boolean => MOVEMENTS.includes(type);

/** Where things went or came from, and the way back as long as there is one. */
export function MovementLine({ caseId, event }: { readonly caseId: string; readonly event: CaseEventView }) {
  const { t } = useTranslation();
  const words = useCatalogue();
  const readAllAgain = useReadAllAgain();
  const { movementId, caseId: otherId } = event.detail;
  const movement = useQuery(movementsQuery(caseId)).data?.items.find(({ id }) => id === movementId);
  const undo = useMutation({
    mutationFn: async () => {
      if (movement === undefined) return [];
      const isFrom = movement.fromCaseId === caseId;
      const [version, otherVersion] = isFrom
        ? [movement.fromVersion, movement.toVersion]
        : [movement.toVersion, movement.fromVersion];
      return (await undoMovement(caseId, movement.id, { version, otherVersion })).stayedMessageIds;
    },
    onSuccess: (stayed) =>
      showOutcome({
        text: stayed.length === 0 ? t('movement.undone') : t('movement.stayed', { count: stayed.length }),
      }),
    onError: (error) => {
      const kind = failureKind(error);
      if (kind === 'signed-out') return;
      showFailure({
        title: t(`failure.${kind}.title`),
        text: kind === 'conflict' || kind === 'invalid' ? error.message : deedFailure(t, kind),
      });
    },
    onSettled: readAllAgain,
  });
  return (
    <span className={classes.line}>
      {typeof otherId === 'string' && (
        <Link to="/cases/$caseId" params={{ caseId: otherId }} className={classes.link}>
          {t('movement.otherCase', { id: otherId })}
        </Link>
      )}
      {movement !== undefined && movement.undoneAt === null && movement.obstacle === null && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('movement.undoSpoken', { what: words('event', event.type) })}
          loading={undo.isPending}
          onClick={() => undo.mutate()}
        >
          {t('movement.undo')}
        </Button>
      )}
      {movement !== undefined && movement.undoneAt === null && movement.obstacle !== null && (
        <span className={classes.hint}>{movement.obstacle}</span>
      )}
    </span>
  );
}
