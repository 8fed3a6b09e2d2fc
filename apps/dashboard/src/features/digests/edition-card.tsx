import type { DigestsView, DigestView, SaveDigestRequest } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, failureKind } from '../../shared/api/api-error';
import { Panel } from '../../shared/states/panel';
import { showOutcome } from '../../shared/states/toasts';
import { formatInstant } from '../../shared/time/format';
import { useNow, useTimeStyle } from '../../shared/time/use-time';
import { DigestForm } from './digest-form';
import { DigestPreviewDialog } from './digest-preview-dialog';
import { DigestStateMark } from './digest-state-mark';
import classes from './digests-page.module.css';
import { choicesOf, digestsQuery, saveDigest, sendTestDigest } from './digests-query';
import { RemoveDialog } from './remove-dialog';
import { useDigestWords } from './use-digest-words';

interface EditionCardProps {
  readonly view: DigestView;
  /** Another reader than oneself. */
  readonly user: string | undefined;
  /** False where the reader's role has no digests: what was set up can be looked at and removed. */
  readonly mayGet: boolean;
}

/** One edition of a reader: what it is in a sentence, and everything that can be done with it. */
export function EditionCard({ view, user, mayGet }: EditionCardProps) {
  const { t } = useTranslation();
  const words = useDigestWords();
  const [open, setOpen] = useState<'form' | 'preview' | 'remove' | null>(null);
  const editButton = useRef<HTMLButtonElement>(null);
  const { edition } = view;
  const save = useSave(user, edition);
  const resume = useMutation({
    mutationFn: () => save({ ...choicesOf(view), enabled: true }),
    onSuccess: () => showOutcome({ text: t('digests.done.resumed') }),
  });
  const test = useMutation({ mutationFn: () => sendTestDigest(user, edition) });
  const closeForm = (): void => {
    setOpen(null);
    editButton.current?.focus();
  };
  return (
    <Panel title={t(`digests.edition.${edition}`)} aside={<DigestStateMark view={view} mayGet={mayGet} />}>
      <p className={classes.sentence}>{view.enabled ? words(view) : t(`digests.about.${edition}`)}</p>
      {view.pausedAt !== null && <Pause view={view} pausedAt={view.pausedAt} />}
      <div className={classes.buttons}>
        {view.pausedAt !== null && mayGet && (
          <Button loading={resume.isPending} onClick={() => resume.mutate()}>
            {t('digests.action.resume')}
          </Button>
        )}
        {mayGet && (
          <Button
            ref={editButton}
            variant="default"
            aria-expanded={open === 'form'}
            onClick={() => setOpen(open === 'form' ? null : 'form')}
          >
            {view.enabled ? t('digests.action.edit') : t('digests.action.add')}
          </Button>
        )}
        <Button variant="default" onClick={() => setOpen('preview')}>
          {t('digests.action.preview')}
        </Button>
        {view.id !== null && mayGet && (
          <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
            {user === undefined ? t('digests.action.test') : t('digests.action.testReader')}
          </Button>
        )}
        {view.enabled && (
          <Button variant="subtle" color="gray" onClick={() => setOpen('remove')}>
            {t('digests.action.remove')}
          </Button>
        )}
      </div>
      {test.isSuccess && (
        <p role="status" className={classes.outcome}>
          {t('digests.test.sent', { to: test.data.to })}
        </p>
      )}
      <Refusal error={test.error ?? resume.error} />
      {open === 'form' && <DigestForm view={view} save={save} onClose={closeForm} />}
      {open === 'preview' && <DigestPreviewDialog edition={edition} user={user} onClose={() => setOpen(null)} />}
      {open === 'remove' && <RemoveDialog view={view} save={save} onClose={() => setOpen(null)} />}
    </Panel>
  );
}

/** Saves, and has the page show what the server made of it. */
function useSave(user: string | undefined, edition: DigestView['edition']) {
  const queries = useQueryClient();
  return async (choices: SaveDigestRequest): Promise<void> => {
    const saved = await saveDigest(user, edition, choices);
    queries.setQueryData(digestsQuery(user).queryKey, (known: DigestsView | undefined) =>
      known === undefined
        ? known
        : { ...known, editions: known.editions.map((one) => (one.edition === edition ? saved : one)) },
    );
    void queries.invalidateQueries({ queryKey: ['digests'] });
  };
}

function Pause({ view, pausedAt }: { readonly view: DigestView; readonly pausedAt: string }) {
  const { t } = useTranslation();
  const style = useTimeStyle();
  const when = formatInstant(new Date(pausedAt), useNow(), style);
  return (
    <div className={classes.paused}>
      <p>{t('digests.pausedSince', { when })}</p>
      {view.pauseReason !== null && <p className={classes.reason}>{view.pauseReason}</p>}
    </div>
  );
}

function Refusal({ error }: { readonly error: Error | null }) {
  const { t } = useTranslation();
  if (error === null) return null;
  const kind = failureKind(error);
  // A conflict is about the house, such as no mail server: the server's own words say what to do.
  const reason = error instanceof ApiError && kind === 'conflict' ? error.message : t(`failure.${kind}.title`);
  return (
    <p role="alert" className={classes.error}>
      {t('digests.notDone', { reason })}
    </p>
  );
}
