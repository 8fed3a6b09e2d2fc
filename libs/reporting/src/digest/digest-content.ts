import {
  DIGEST_REASONS,
  type DigestCase,
  type DigestFacts,
  type DigestReader,
  type DigestReason,
  type DigestScope,
  type DigestSpike,
  type DigestTiming,
} from '@earshot/domain';
import { topicName } from '@earshot/notifications';
import { boardList } from './board-list.js';
import { digestSpeech, type DigestSpeech } from './digest-speech.js';
import { figuresOf, type DigestFigure } from './figure-lines.js';
import { rises, unhappyBars, type Bar, type Rise } from './digest-figures.js';
import type { DigestWording } from './wording/digest-wording.js';
import { digestWording } from './wording/catalogue.js';

/** Of a subject or a reason; the rest is read in the case. */
const TEXT_LENGTH = 100;
/** What a mail program's list shows of a subject. */
const SUBJECT_PARTS = 2;

export interface DigestLine {
  /** Who and about what. */
  readonly title: string;
  /** How late, or by when. */
  readonly due: string;
  /** Severity, source, owner. */
  readonly detail: string;
  readonly url: string;
  /** What can be done from the mail; `null` when nothing can, or in a preview. */
  readonly action: { readonly label: string; readonly url: string } | null;
}

export interface DigestSection {
  readonly title: string;
  readonly lines: readonly DigestLine[];
  /** Where the others are, in words; `null` when all are shown. */
  readonly more: { readonly text: string; readonly url: string } | null;
}

/** Things told in a sentence each. */
export interface DigestNotes {
  readonly title: string;
  readonly items: readonly { readonly text: string; readonly url: string | null }[];
}

/** What a digest says, before it is a mail: the same for HTML and text. */
export interface DigestContent {
  /** BCP 47, for the mail's `lang`. */
  readonly language: string;
  readonly subject: string;
  /** The one sentence that tells whether to read on. */
  readonly lead: string;
  readonly sections: readonly DigestSection[];
  /** What else waits for somebody; stands before the figures. */
  readonly urgentNotes: readonly DigestNotes[];
  readonly figures: { readonly title: string; readonly items: readonly DigestFigure[] };
  readonly chart: {
    readonly title: string;
    readonly bars: readonly { readonly label: string; readonly value: number }[];
  } | null;
  readonly notes: readonly DigestNotes[];
  readonly board: { readonly text: string; readonly url: string };
  readonly footer: string;
  /** `null` in a preview. */
  readonly stop: { readonly text: string; readonly url: string } | null;
}

export interface DigestContext {
  readonly organisation: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** The title of a cause in a language, by the playbook. */
  readonly causeTitle: (stage: string, language: string) => string;
}

/** The links of one reader's mail that act without signing in. */
export interface DigestLinkMaker {
  act(caseId: string, action: 'acknowledge' | 'assign-to-me'): string;
  stop(): string;
}

/** Turns facts into words for one reader, in their language and zone. Most urgent first; what is empty is left out. */
export function digestContent(
  facts: DigestFacts,
  reader: Pick<DigestReader, 'language' | 'scope' | 'hasDaily'> & DigestTiming,
  now: Date,
  context: DigestContext,
  links: DigestLinkMaker | null,
): DigestContent {
  const words = digestWording(reader.language);
  const speech = digestSpeech(words, reader.zone);
  const parts = account(facts, words);
  const { publicUrl, organisation } = context;
  const bars = unhappyBars(facts, reader.edition);
  return {
    language: words.locale,
    subject: oneLine(
      `${parts.length === 0 ? words.nothing.replace(/\.$/, '') : parts.slice(0, SUBJECT_PARTS).join(', ')} · ${organisation}, ${speech.day(now)}`,
    ),
    lead: parts.length === 0 ? words.nothing : `${capitalised(parts.join(', '))}.`,
    // Who has read the cases in the daily edition is told of the longer time only.
    sections:
      reader.edition !== 'daily' && reader.hasDaily
        ? []
        : DIGEST_REASONS.flatMap((reason) =>
            section(reason, facts, { words, speech, now, publicUrl, links, scope: reader.scope }),
          ),
    urgentNotes: [
      rising(facts, words, speech, context),
      troubles(facts, words, speech, publicUrl),
      toDo(facts, words, publicUrl),
    ].filter(isTold),
    figures: { title: words.figures[reader.edition], items: figuresOf(facts, reader.edition, words, speech) },
    chart:
      bars.length === 0
        ? null
        : {
            title: words.chart,
            bars: barsOf(bars, reader.edition, speech),
          },
    notes: [causes(facts, reader.edition, words, context), taught(facts, reader.edition, words, speech)].filter(isTold),
    board: { text: words.board, url: `${publicUrl}/` },
    footer: footer(facts, words, speech, reader.zone),
    stop: links === null ? null : { text: words.stop, url: links.stop() },
  };
}

/** More than a handful of days and months would stand in each other's way on a phone: every other week is named. */
function barsOf(bars: readonly Bar[], edition: DigestTiming['edition'], speech: DigestSpeech) {
  const named = (i: number) => edition !== 'weekly' || (bars.length - 1 - i) % 2 === 0;
  return bars.map(({ day, value }, i) => ({ label: named(i) ? speech.bar(day, edition) : '', value }));
}

/** Why somebody is needed, in short; empty when nobody is. All that is critical comes first, also what is late besides. */
function account(facts: DigestFacts, words: DigestWording): string[] {
  const critical = DIGEST_REASONS.reduce((sum, reason) => sum + facts.cases[reason].critical, 0);
  const others = DIGEST_REASONS.filter((reason) => reason !== 'critical');
  const counted = [
    ['critical', critical] as const,
    ...others.map((reason) => [reason, totalOf(reason, facts)] as const),
  ];
  const all = [...counted, ['spike', facts.spikes.length] as const, ['source', facts.troubledSources.length] as const];
  return all.filter(([, count]) => count > 0).map(([what, count]) => words.count[what](count));
}

interface Telling {
  readonly words: DigestWording;
  readonly speech: DigestSpeech;
  readonly now: Date;
  readonly publicUrl: string;
  readonly links: DigestLinkMaker | null;
  readonly scope: DigestScope;
}

function section(reason: DigestReason, facts: DigestFacts, telling: Telling): DigestSection[] {
  const { shown } = facts.cases[reason];
  if (shown.length === 0) return [];
  const total = totalOf(reason, facts);
  const rest = total - shown.length;
  const { words, publicUrl, scope } = telling;
  const { url, exact } = boardList(reason, publicUrl, scope);
  return [
    {
      title: `${words.section[reason]} (${total})`,
      lines: shown.map((one) => line(one, reason, telling)),
      more: rest > 0 ? { text: exact ? words.more(rest) : words.moreAmong(rest), url } : null,
    },
  ];
}

/** How many there are, as the list says that its link opens; what nobody owns is counted whatever else it is. */
function totalOf(reason: DigestReason, { cases, unowned }: DigestFacts): number {
  return reason === 'unowned' ? unowned : cases[reason].total;
}

function line(one: DigestCase, reason: DigestReason, { words, speech, now, publicUrl, links }: Telling): DigestLine {
  const customer = one.customer ?? words.someCustomer;
  const at = speech.time(one.dueAt);
  // Under "nobody owns these" it is said already.
  const owner = reason === 'unowned' ? undefined : (one.owner?.name ?? words.noOwner);
  const detail = [words.task[one.taskKind], words.severity[one.severity], one.source, owner];
  return {
    title: oneLine(one.subject === null ? customer : `${customer}: ${one.subject}`),
    due: one.dueAt < now ? words.since(at) : words.by(at),
    detail: detail.filter((part) => part !== undefined).join(' · '),
    url: `${publicUrl}/cases/${one.caseId}`,
    action: links === null ? null : action(one, words, links),
  };
}

/** The next thing to do with a case that can be done from a mail: somebody takes it, or says that it was seen. */
function action(one: DigestCase, words: DigestWording, links: DigestLinkMaker): DigestLine['action'] {
  if (one.owner === null) return { label: words.take, url: links.act(one.caseId, 'assign-to-me') };
  if (one.state !== 'new' && one.state !== 'reopened') return null;
  return { label: words.acknowledge, url: links.act(one.caseId, 'acknowledge') };
}

function rising(facts: DigestFacts, words: DigestWording, speech: DigestSpeech, context: DigestContext): DigestNotes {
  const { topics, causes } = rises(facts);
  const named = facts.spikes.flatMap((spike) => [spike, ...spike.also]);
  const told = new Set(named.filter(({ kind }) => kind === 'topic').map(({ what }) => what));
  const usual = (value: number) => words.usually(speech.number(value));
  const risen = ({ count, usual: often }: Rise) => `${words.inDays(count, facts.week.buckets.length)}, ${usual(often)}`;
  const topic = (key: string) => topicName(key, words.locale);
  const subject = ({ kind, what }: Pick<DigestSpike, 'kind' | 'what'>) =>
    words.spike[kind](kind === 'topic' ? topic(what) : what);
  const others = (also: DigestSpike['also']) =>
    also.length === 0 ? '' : ` (${words.alsoRising(also.map(subject).join(', '))})`;
  return {
    title: words.rising,
    items: [
      ...facts.spikes.map((spike) => ({
        text: `${subject(spike)}: ${words.inHours(spike.count, spike.hours)}, ${usual(spike.usual)}${others(spike.also)}`,
        url: null,
      })),
      ...topics
        .filter(({ key }) => !told.has(key))
        .map((rise) => ({
          text: `${words.spike.topic(topic(rise.key))}: ${risen(rise)}`,
          url: null,
        })),
      ...causes.map((rise) => ({
        text: `${words.cause(context.causeTitle(rise.key, words.locale))}: ${risen(rise)}`,
        url: null,
      })),
    ],
  };
}

function troubles(facts: DigestFacts, words: DigestWording, speech: DigestSpeech, publicUrl: string): DigestNotes {
  const sources = facts.troubledSources.map(({ name, state, since, reason }) => ({
    text: oneLine(
      `${name}: ${state === 'healthy' ? '' : words.sourceState[state]}, ${words.sourceSince(speech.time(since))}${reason === null ? '' : ` (${reason})`}`,
    ),
    url: `${publicUrl}/sources`,
  }));
  const unread =
    facts.quarantined === 0 ? [] : [{ text: words.quarantined(facts.quarantined), url: `${publicUrl}/sources` }];
  return { title: words.sources, items: [...sources, ...unread] };
}

function toDo({ checksDue, doubtful }: DigestFacts, words: DigestWording, publicUrl: string): DigestNotes {
  const list = (count: number, text: (count: number) => string, name: string) =>
    count === 0 ? [] : [{ text: text(count), url: `${publicUrl}/alerts?list=${name}` }];
  return {
    title: words.toDo,
    items: [...list(checksDue, words.checks, 'checks'), ...list(doubtful, words.doubtful, 'review')],
  };
}

/** In the longer editions: what went wrong, the most frequent first. */
function causes(
  { span }: DigestFacts,
  edition: DigestTiming['edition'],
  words: DigestWording,
  { causeTitle }: DigestContext,
): DigestNotes {
  const stages = edition === 'daily' ? [] : [...new Set(span.causes.map(({ stage }) => stage))].slice(0, 5);
  const countOf = (stage: string) =>
    span.causes.filter((cause) => cause.stage === stage).reduce((all, { cases }) => all + cases, 0);
  return {
    title: words.causes,
    items: stages.map((stage) => ({ text: `${causeTitle(stage, words.locale)}: ${countOf(stage)}`, url: null })),
  };
}

/** In the longer editions: nobody has to act on it in the morning. */
function taught(
  { taught: { verdicts, changed, precision } }: DigestFacts,
  edition: DigestTiming['edition'],
  words: DigestWording,
  speech: DigestSpeech,
): DigestNotes {
  if (edition === 'daily') return { title: words.taught, items: [] };
  const corrections = verdicts === 0 ? [] : [{ text: words.corrections(verdicts, changed), url: null }];
  const learned =
    precision === null
      ? []
      : [{ text: words.precision(speech.percent(precision.before), speech.percent(precision.after)), url: null }];
  return { title: words.taught, items: [...corrections, ...learned] };
}

function footer({ span, sampleOnly }: DigestFacts, words: DigestWording, speech: DigestSpeech, zone: string): string {
  const [from, to] = [span.buckets[0]?.day, span.buckets.at(-1)?.day];
  const covered = (first: string, last: string) =>
    first === last ? `${speech.date(first)} (${zone}).` : words.covers(speech.date(first), speech.date(last), zone);
  return [
    sampleOnly ? words.sampleOnly : null,
    from === undefined || to === undefined ? null : covered(from, to),
    span.asOf === null ? null : words.asOf(speech.time(span.asOf)),
  ]
    .filter((part) => part !== null)
    .join(' ');
}

const isTold = ({ items }: DigestNotes): boolean => items.length > 0;

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** On one line whatever was written: it stands in the header of a mail. */
function oneLine(text: string): string {
  const characters = [...text.replace(/[\s\p{Cc}]+/gu, ' ').trim()];
  return characters.length > TEXT_LENGTH ? `${characters.slice(0, TEXT_LENGTH - 1).join('')}…` : characters.join('');
}
