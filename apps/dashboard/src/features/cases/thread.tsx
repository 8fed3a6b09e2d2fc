import type { CaseView, MessageView, OutgoingReplyView, ReplyView } from '@earshot/contracts';
import { Badge } from '@mantine/core';
import {
  IconCornerUpLeft,
  IconExternalLink,
  IconGitMerge,
  IconPaperclip,
  IconRobot,
  IconStarFilled,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { HighlightedText } from '../../shared/evidence/highlighted-text';
import { useCatalogue } from '../../shared/labels/catalogue';
import { Channel } from '../../shared/labels/channel';
import { LanguageName } from '../../shared/labels/language';
import { RemovedMark } from '../../shared/labels/removed-mark';
import { useSession } from '../../shared/session/session';
import { formatInstant } from '../../shared/time/format';
import { Instant } from '../../shared/time/instant';
import { useNow, useTimeStyle } from '../../shared/time/use-time';
import { LongText } from './long-text';
import { OutgoingReply } from './reply/outgoing-reply';
import { ThreadCall } from './thread-call';
import classes from './thread.module.css';
import {
  isWebAddress,
  joinReasons,
  threadItems,
  type JoinReason,
  type LoggedCall,
  type ThreadItem,
} from './thread-items';

interface ThreadProps {
  readonly view: CaseView;
  /** What was written here, in whatever state. */
  readonly outgoing: readonly OutgoingReplyView[];
  /** What was spoken, as it was written down. */
  readonly calls: readonly LoggedCall[];
}

/** The conversation, oldest first: the customer's own words, and what the company answered. */
export function Thread({ view, outgoing, calls }: ThreadProps) {
  const { t } = useTranslation();
  const items = threadItems(view, outgoing, calls);
  const reasons = joinReasons(view.events);
  if (items.length === 0) return <p className={classes.none}>{t('case.noMessages')}</p>;
  return (
    <ol className={classes.items}>
      {items.map((item) => (
        <li key={keyOf(item)}>
          {item.type === 'message' ? (
            <Message message={item.message} reason={reasons.get(item.message.id) ?? null} />
          ) : item.type === 'reply' ? (
            <Reply reply={item.reply} />
          ) : item.type === 'call' ? (
            <ThreadCall call={item.call} />
          ) : (
            <OutgoingReply reply={item.outgoing} caseId={view.caseId} />
          )}
        </li>
      ))}
    </ol>
  );
}

function keyOf(item: ThreadItem): string {
  switch (item.type) {
    case 'message':
      return `message ${item.message.id}`;
    case 'reply':
      return `reply ${item.reply.id}`;
    case 'outgoing':
      return `outgoing ${item.outgoing.id}`;
    case 'call':
      return `call ${item.call.id}`;
  }
}

function Message({ message, reason }: { readonly message: MessageView; readonly reason: JoinReason | null }) {
  const { t } = useTranslation();
  const { assessment } = message;
  const language = assessment?.language ?? 'und';
  return (
    <article className={classes.message}>
      <header className={classes.head}>
        <h2 className={classes.author}>
          <bdi>{message.author}</bdi>
          {message.authorAddress !== null && <bdi className={classes.address}>{message.authorAddress}</bdi>}
        </h2>
        <Instant at={message.sentAt} className={classes.time} />
      </header>
      <p className={classes.facts}>
        <Channel channel={message.channel} source={message.source} />
        {assessment !== null && <LanguageName tag={language} />}
        {message.rating !== null && <Stars rating={message.rating} />}
        {message.revision > 1 && <span>{t('message.edited', { count: message.revision - 1 })}</span>}
        {message.removedAt !== null && <RemovedMark at={message.removedAt} />}
        <Remarks message={message} />
        {reason !== null && <Joined reason={reason} />}
      </p>
      <div className={classes.text}>
        {message.text === '' ? (
          <em className={classes.none}>{t('message.noText')}</em>
        ) : (
          <LongText length={message.text.length}>
            <HighlightedText text={message.text} signals={assessment?.signals ?? []} language={language} explained />
          </LongText>
        )}
      </div>
      <Folded label={t('message.quoted')} text={message.quoted} />
      <Folded label={t('message.signature')} text={message.signature} />
      <Attachments message={message} />
      {message.url !== null && isWebAddress(message.url) && (
        <a className={classes.original} href={message.url} target="_blank" rel="noopener noreferrer">
          <IconExternalLink size={15} aria-hidden="true" />
          {t('message.original')}
        </a>
      )}
    </article>
  );
}

function Reply({ reply }: { readonly reply: ReplyView }) {
  const { t } = useTranslation();
  const { organisation } = useSession();
  return (
    <article className={classes.reply} data-automatic={reply.automatic}>
      <header className={classes.head}>
        <h2 className={classes.author}>
          {reply.automatic ? (
            <IconRobot size={16} stroke={1.75} aria-hidden="true" />
          ) : (
            <IconCornerUpLeft size={16} stroke={1.9} aria-hidden="true" />
          )}
          {t(reply.automatic ? 'reply.automatic' : 'reply.ours', { organisation })}
        </h2>
        <Instant at={reply.sentAt} className={classes.time} />
      </header>
      {reply.automatic && <p className={classes.facts}>{t('reply.automaticText')}</p>}
      <div className={classes.text} dir="auto">
        {reply.text}
      </div>
    </article>
  );
}

/** Why the message belongs to this case: nobody should have to trust it blindly. */
function Joined({ reason: { how, solvedAt } }: { readonly reason: JoinReason }) {
  const { t } = useTranslation();
  const style = useTimeStyle();
  const now = useNow();
  return (
    <span className={classes.joined}>
      <IconGitMerge size={13} stroke={1.75} aria-hidden="true" />
      {how === 'subject' && solvedAt !== null
        ? t('message.joined.subjectSolved', { when: formatInstant(new Date(solvedAt), now, style) })
        : t(`message.joined.${how}`)}
    </span>
  );
}

function Stars({ rating }: { readonly rating: number }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(rating);
  return (
    <span className={classes.stars}>
      <IconStarFilled size={13} aria-hidden="true" />
      {t('message.rating', { rating: number })}
    </span>
  );
}

/** What a reader should know about how the message came and how it was read. */
function Remarks({ message }: { readonly message: MessageView }) {
  const { t } = useTranslation();
  const words = useCatalogue();
  return (
    <>
      {message.kind !== 'person' && (
        <Badge size="sm" variant="default" tt="none">
          {t(`message.kind.${message.kind}`)}
        </Badge>
      )}
      {message.tags.map((tag) => (
        <Badge key={tag} size="sm" variant="default" tt="none">
          {words('tag', tag)}
        </Badge>
      ))}
    </>
  );
}

/** Text that is kept but is not the customer's own new words. */
function Folded({ label, text }: { readonly label: string; readonly text: string | null }) {
  if (text === null || text === '') return null;
  return (
    <details className={classes.folded}>
      <summary>{label}</summary>
      <div className={classes.foldedText} dir="auto">
        {text}
      </div>
    </details>
  );
}

function Attachments({ message }: { readonly message: MessageView }) {
  const { t, i18n } = useTranslation();
  if (message.attachments.length === 0) return null;
  const size = new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 });
  return (
    <ul className={classes.attachments} aria-label={t('message.attachments')}>
      {message.attachments.map((attachment, index) => (
        <li key={`${index} ${attachment.name}`}>
          <IconPaperclip size={14} aria-hidden="true" />
          <bdi>{attachment.name}</bdi>
          <span className={classes.size}>{size.format(Math.ceil(attachment.size / 1000))}</span>
        </li>
      ))}
    </ul>
  );
}
