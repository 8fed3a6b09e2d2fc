import type { CaseView } from '@earshot/contracts';
import { Button, Checkbox } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../shared/dialog/dialog';
import { failureKind } from '../../../shared/api/api-error';
import { useKeptDraft } from '../../../shared/drafts/use-kept-draft';
import { showOutcome } from '../../../shared/states/toasts';
import { formatInstant } from '../../../shared/time/format';
import { useNow, useTimeStyle } from '../../../shared/time/use-time';
import { ChangedMeanwhile } from '../conflict/changed-meanwhile';
import classes from './movements.module.css';
import { split, useReadAllAgain } from './movements-query';

interface SplitDialogProps {
  readonly view: CaseView;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Makes some messages a case of their own: they were about something else. */
export function SplitDialog({ view, opened, onClose }: SplitDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('movement.splitTitle')} size="lg">
      {opened && <SplitForm view={view} onDone={onClose} />}
    </Dialog>
  );
}

/** Enough of a message to know it again. Characters. */
const SHOWN = 140;

function SplitForm({ view, onDone }: { readonly view: CaseView; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const router = useRouter();
  const now = useNow();
  const style = useTimeStyle();
  const readAllAgain = useReadAllAgain();
  const kept = useKeptDraft<{ messageIds: readonly string[] }>(`split.${view.caseId}`, { messageIds: [] });
  // Some of them may have gone elsewhere since they were chosen.
  const chosen = kept.draft.messageIds.filter((chosenId) => view.messages.some(({ id }) => id === chosenId));
  const [isComplaining, setIsComplaining] = useState(false);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const isPossible = chosen.length > 0 && chosen.length < view.messages.length;
  const move = useMutation({
    mutationFn: () => split(view.caseId, { messageIds: chosen, version: view.version }),
    onSuccess: ({ caseId }) => {
      const open = (): void => void router.navigate({ to: '/cases/$caseId', params: { caseId } });
      showOutcome({ text: t('movement.splitDone'), action: { label: t('movement.open'), onClick: open } });
      kept.forget();
      onDone();
    },
    onSettled: readAllAgain,
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setIsComplaining(true);
        if (!isPossible || move.isPending) return;
        setSeen(new Set(view.events.map(({ id }) => id)));
        move.mutate();
      }}
    >
      <Checkbox.Group
        label={t('movement.chooseMessages')}
        value={chosen}
        error={isComplaining && !isPossible ? t('movement.notAll') : undefined}
        onChange={(messageIds) => kept.change({ messageIds })}
      >
        {view.messages.map(({ id, author, sentAt, text }) => (
          <Checkbox
            key={id}
            value={id}
            mt={10}
            label={`${author}, ${formatInstant(new Date(sentAt), now, style)}`}
            description={text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}
          />
        ))}
      </Checkbox.Group>
      {move.isError &&
        (failureKind(move.error) === 'conflict' ? (
          <ChangedMeanwhile events={view.events} seen={seen} />
        ) : (
          <p role="alert" className={classes.refusal}>
            {t(`failure.${failureKind(move.error)}.title`)}. {move.error.message}
          </p>
        ))}
      <Button type="submit" className={classes.submit} loading={move.isPending}>
        {t('movement.split')}
      </Button>
    </form>
  );
}
