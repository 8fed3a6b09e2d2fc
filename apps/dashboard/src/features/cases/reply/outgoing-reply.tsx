import type { OutgoingReplyView } from '@earshot/contracts';
import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconClock,
  IconCornerUpLeft,
  IconPaperclip,
  IconProgress,
  IconQuestionMark,
  IconTrash,
  type Icon,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../shared/session/session';
import { Instant } from '../../../shared/time/instant';
import thread from '../thread.module.css';
import { EditReply } from './edit-reply';
import classes from './outgoing-reply.module.css';
import { useReplyDeed, type ReplyDeed } from './replies-query';

type State = OutgoingReplyView['state'];

/** A shape for each state: it reads without colour too. */
const ICONS: Record<State, Icon> = {
  queued: IconClock,
  sending: IconProgress,
  sent: IconCornerUpLeft,
  failed: IconAlertTriangle,
  unsure: IconQuestionMark,
  discarded: IconTrash,
};

const TROUBLED: readonly State[] = ['failed', 'unsure'];

interface OutgoingReplyProps {
  readonly reply: OutgoingReplyView;
  readonly caseId: string;
}

/** An answer that was written here, with how far it has come; one that did not go out asks what to do with it. */
export function OutgoingReply({ reply, caseId }: OutgoingReplyProps) {
  const { t } = useTranslation();
  const { organisation } = useSession();
  const Shape = ICONS[reply.state];
  const [isEditing, setIsEditing] = useState(false);
  const mayEdit = reply.state === 'failed' && reply.deeds.includes('retry');
  return (
    <article className={thread.reply} data-state={reply.state}>
      <header className={thread.head}>
        <h2 className={thread.author}>
          <Shape size={16} stroke={1.9} aria-hidden="true" />
          {t(reply.state === 'sent' ? 'reply.ours' : `outgoing.title.${reply.state}`, { organisation })}
        </h2>
        <Instant at={reply.sentAt ?? reply.createdAt} className={thread.time} />
      </header>
      <p className={thread.facts}>
        {reply.author !== null && <bdi>{reply.author.name}</bdi>}
        {reply.to !== null && <span>{t('outgoing.to', { to: reply.to })}</span>}
      </p>
      <Standing reply={reply} caseId={caseId} onEdit={mayEdit && !isEditing ? () => setIsEditing(true) : null} />
      {mayEdit && isEditing ? (
        <EditReply reply={reply} caseId={caseId} onClose={() => setIsEditing(false)} />
      ) : (
        <div className={thread.text} dir="auto">
          {reply.text}
        </div>
      )}
      {reply.attachments.length > 0 && (
        <ul className={thread.attachments} aria-label={t('message.attachments')}>
          {reply.attachments.map(({ id, name }) => (
            <li key={id}>
              <IconPaperclip size={14} aria-hidden="true" />
              <a href={`/api/v1/cases/${caseId}/replies/${reply.id}/attachments/${id}`} download={name}>
                <bdi>{name}</bdi>
              </a>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

/** Always there, so that what becomes of the reply is announced. */
function Standing({
  reply,
  caseId,
  onEdit,
}: OutgoingReplyProps & {
  /** Where its words may still be changed. */
  readonly onEdit: (() => void) | null;
}) {
  const { t } = useTranslation();
  const decide = useReplyDeed(caseId, reply.id);
  const isTroubled = TROUBLED.includes(reply.state);
  const words = standingOf(reply);
  return (
    <div role="status" className={classes.standing} data-troubled={isTroubled}>
      {words !== null && <p className={classes.words}>{t(`outgoing.${words}`, { error: reply.error ?? '' })}</p>}
      {reply.deeds.length > 0 && (
        <span className={classes.deeds}>
          {offered(reply).map(({ deed, label }) => (
            <Button
              key={deed}
              size="compact-sm"
              variant="default"
              aria-disabled={decide.isPending}
              onClick={() => {
                if (!decide.isPending) decide.mutate({ deed });
              }}
            >
              {t(`outgoing.deed.${label}`)}
            </Button>
          ))}
          {onEdit !== null && (
            <Button size="compact-sm" variant="default" onClick={onEdit}>
              {t('outgoing.deed.edit')}
            </Button>
          )}
        </span>
      )}
    </div>
  );
}

/** What is said about it; nothing when it simply went out. */
function standingOf({ state, error }: OutgoingReplyView): 'waiting' | 'delayed' | 'failed' | 'unsure' | null {
  if (state === 'queued') return error === null ? 'waiting' : 'delayed';
  return state === 'failed' || state === 'unsure' ? state : null;
}

type DeedLabel = 'retry' | 'again' | 'mark_sent' | 'discard' | 'takeBack';

/** The likeliest first: of a reply that may have gone out one first finds out that it did. */
function offered({ state, deeds }: OutgoingReplyView): { deed: ReplyDeed; label: DeedLabel }[] {
  const order: readonly ReplyDeed[] =
    state === 'unsure' ? ['mark_sent', 'retry', 'discard'] : ['retry', 'discard', 'mark_sent'];
  const labels: Partial<Record<ReplyDeed, DeedLabel>> =
    state === 'unsure' ? { retry: 'again' } : state === 'queued' ? { discard: 'takeBack' } : {};
  return order.filter((deed) => deeds.includes(deed)).map((deed) => ({ deed, label: labels[deed] ?? deed }));
}
