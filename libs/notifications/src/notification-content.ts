import type { NotificationBundle, NotificationReader, NotificationToTell } from '@earshot/domain';
import { DateTime } from 'luxon';
import { stepWords } from './step-words.js';
import { notificationWording } from './wording/catalogue.js';
import { topicName } from './wording/topic-names.js';
import type { NotificationWording } from './wording/notification-wording.js';

/** A mail names this many matters; the board has the rest. */
const SHOWN_IN_MAIL = 15;
/** Of a subject; the rest is read in the case. */
const SUBJECT_LENGTH = 120;

export interface NotificationLine {
  /** What happened. */
  readonly headline: string;
  /** Who, and about what. */
  readonly title: string;
  /** Severity, the deadline, why now. */
  readonly facts: readonly string[];
  readonly url: string | null;
  /** What its link says. */
  readonly open: string;
}

/** What a mail of notifications says, before it is HTML and text. */
export interface NotificationContent {
  /** BCP 47. */
  readonly language: string;
  readonly subject: string;
  readonly lines: readonly NotificationLine[];
  /** How many there are beside them, in words; `null` when none. */
  readonly more: string | null;
  readonly boardUrl: string;
  readonly footer: string;
}

export interface NotificationContext {
  readonly organisation: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** How many matters are named; those of a mail when left out. */
  readonly shown?: number;
}

/** In whose words and by whose clock it is told. */
interface Told {
  readonly reader: Pick<NotificationReader, 'name' | 'language' | 'zone'>;
  readonly notifications: NotificationBundle['notifications'];
}

/**
 * What a person needs to act, and no more: who, about what, how grave, by when on their own clock, why they are told. Of a
 * customer's words only the subject, because mail is read on every screen.
 */
export function notificationContent(
  { reader, notifications }: Told,
  { organisation, publicUrl, shown = SHOWN_IN_MAIL }: NotificationContext,
): NotificationContent {
  const words = notificationWording(reader.language);
  const lines = notifications.slice(0, shown).map((one) => line(one, reader, words, publicUrl));
  const [first] = lines;
  const single = first !== undefined && notifications.length === 1;
  return {
    language: words.locale,
    subject: single
      ? `${first.headline}: ${first.title}`
      : `${first?.headline ?? ''}: ${words.several(notifications.length)}`,
    lines,
    more: notifications.length > shown ? words.more(notifications.length - shown) : null,
    boardUrl: `${publicUrl}/`,
    footer: words.footer(organisation, reader.zone),
  };
}

function line(
  { event, severity, detail, subject, customer, caseId }: NotificationToTell,
  reader: Told['reader'],
  words: NotificationWording,
  publicUrl: string,
): NotificationLine {
  const time = (instant: string): string =>
    DateTime.fromISO(instant, { zone: reader.zone }).setLocale(words.locale).toFormat('ccc d LLL HH:mm');
  const task = detail.taskKind === undefined ? null : words.task[detail.taskKind];
  const deadline = event === 'warning' ? words.due : words.wasDue;
  const { source, spike, digest, channel } = detail;
  const ofCase = [source, spike, digest, channel].every((other) => other === undefined);
  const facts = [
    ofCase ? words.severity[severity] : null,
    spike === undefined ? null : words.rise(spike.count, spike.hours, Math.round(spike.usual)),
    spike?.also === undefined || spike.also.length === 0
      ? null
      : words.alsoRising(spike.also.map((one) => risingWords(one, words)).join(', ')),
    detail.ended === undefined ? null : words.channelEnd[detail.ended],
    detail.reason ?? null,
    channel === undefined ? (detail.advice ?? null) : words.channelAdvice,
    detail.expiresAt === undefined ? null : words.expires(time(detail.expiresAt)),
    detail.dueAt === undefined || task === null ? null : deadline(task, time(detail.dueAt)),
    detail.dueAt === undefined || detail.cases === undefined ? null : words.earliest(time(detail.dueAt)),
    detail.until === undefined ? null : words.snoozedUntil(time(detail.until)),
    detail.cues === undefined ? null : words.heard(detail.cues.map((cue) => words.cue[cue] ?? cue).join(', ')),
    detail.cues !== undefined || detail.step === undefined ? null : stepWords(detail.step, words),
  ];
  return {
    headline: words.headline[event],
    title:
      detail.cases !== undefined
        ? words.several(detail.cases)
        : ofCase
          ? titleOf(customer ?? words.someCustomer, subject)
          : titleOf(subjectOf(detail, words), null),
    facts: facts.filter((fact) => fact !== null),
    ...linkOf({ event, detail, caseId }, words, publicUrl),
  };
}

/** Where a person goes on. */
function linkOf(
  { event, detail, caseId }: Pick<NotificationToTell, 'event' | 'detail' | 'caseId'>,
  words: NotificationWording,
  publicUrl: string,
): Pick<NotificationLine, 'url' | 'open'> {
  const { cases, source, channel } = detail;
  if (cases !== undefined) {
    const list = event === 'warning' ? 'at_risk' : 'overdue';
    return { url: `${publicUrl}/alerts?list=${list}`, open: words.openBoard };
  }
  if (source !== undefined) return { url: `${publicUrl}/sources/${source.id}`, open: words.openSource };
  if (channel !== undefined) return { url: `${publicUrl}/rules#channel-${channel.id}`, open: words.openChannel };
  return { url: caseId === null ? null : `${publicUrl}/cases/${caseId}`, open: words.open };
}

/** What it is about when it is no case. */
function subjectOf(
  { source, spike, digest, channel }: NotificationToTell['detail'],
  words: NotificationWording,
): string {
  if (spike !== undefined) return risingWords(spike, words);
  return source?.name ?? digest?.reader ?? channel?.name ?? '';
}

function risingWords(
  { kind, what }: Pick<NonNullable<NotificationToTell['detail']['spike']>, 'kind' | 'what'>,
  words: NotificationWording,
): string {
  return words.rising[kind](kind === 'topic' ? topicName(what, words.locale) : what);
}

/** On one line whatever was written: it stands in the header of a mail. */
function titleOf(customer: string, subject: string | null): string {
  const written = subject === null ? customer : `${customer}: ${subject}`;
  const flat = written.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  const characters = [...flat];
  return characters.length > SUBJECT_LENGTH ? `${characters.slice(0, SUBJECT_LENGTH - 1).join('')}…` : flat;
}
