import type { DigestBounds, DigestCase, DigestCases, DigestFacts, DigestReader } from '@earshot/domain';
import { DateTime } from 'luxon';

export interface DigestLine {
  /** Who and about what. */
  readonly title: string;
  /** Severity, source, owner. */
  readonly detail: string;
  /** How late, or by when. */
  readonly due: string;
  readonly url: string;
}

export interface DigestSection {
  readonly title: string;
  readonly lines: readonly DigestLine[];
  /** How many more there are than lines. */
  readonly more: number;
}

/** What a digest says, before it is a mail: the same for HTML and text. */
export interface DigestContent {
  readonly subject: string;
  /** The one sentence that tells whether to read on. */
  readonly lead: string;
  /** What else stands open, in a line. */
  readonly rest: string;
  readonly sections: readonly DigestSection[];
  readonly figures: readonly { readonly label: string; readonly value: string }[];
  readonly troubles: readonly string[];
  readonly boardUrl: string;
  readonly footer: string;
}

export interface DigestContext {
  readonly organisation: string;
  readonly publicUrl: string;
}

/** Turns the facts into words for one reader, in their zone. Most urgent first; what is empty is left out. */
export function digestContent(
  facts: DigestFacts,
  bounds: DigestBounds,
  reader: Pick<DigestReader, 'zone' | 'localTime'>,
  { organisation, publicUrl }: DigestContext,
): DigestContent {
  const day = DateTime.fromJSDate(bounds.to, { zone: reader.zone }).setLocale('en-GB');
  const section = (title: string, cases: DigestCases): DigestSection => ({
    title: `${title} (${cases.total})`,
    lines: cases.shown.map((shown) => line(shown, bounds, reader.zone, publicUrl)),
    more: cases.total - cases.shown.length,
  });
  const sections = [
    section('Overdue', facts.overdue),
    section('Due today', facts.dueToday),
    section('Serious, not yet due', facts.serious),
  ].filter(({ lines }) => lines.length > 0);
  return {
    subject: `${headline(facts)} · ${organisation}, ${day.toFormat('ccc d LLL')}`,
    lead: lead(facts),
    rest: rest(facts),
    sections,
    figures: figures(facts),
    troubles: troubles(facts, reader.zone),
    boardUrl: `${publicUrl}/`,
    footer: `${facts.sampleOnly ? 'All of this comes from the sample messages. ' : ''}Covers ${at(bounds.from, reader.zone)} to ${at(bounds.to, reader.zone)} (${reader.zone}). Sent at ${reader.localTime} on working days.`,
  };
}

/** What a mail program's list shows: numbers first. */
function headline({ overdue, dueToday }: DigestFacts): string {
  const parts = [
    overdue.total > 0 ? `${overdue.total} overdue` : null,
    dueToday.total > 0 ? `${dueToday.total} due today` : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(', ') : 'Nothing needs you today';
}

function lead({ overdue, dueToday }: DigestFacts): string {
  if (overdue.total > 0) return `${customers(overdue.total)} waiting longer than promised.`;
  if (dueToday.total > 0) return `${customers(dueToday.total)} to be answered today.`;
  return 'Nothing needs you today.';
}

function rest({ openTotal, unowned, doubtful }: DigestFacts): string {
  const open =
    openTotal === 0 ? 'No customer is waiting for an answer.' : `${customers(openTotal)} waiting for an answer in all.`;
  const nobody = unowned > 0 ? ` ${unowned} of these have no owner.` : '';
  const review = ` ${doubtful} doubtful ${doubtful === 1 ? 'message awaits' : 'messages await'} a person's look.`;
  return `${open}${nobody}${doubtful > 0 ? review : ''}`;
}

function customers(count: number): string {
  return count === 1 ? '1 customer is' : `${count} customers are`;
}

function figures(facts: DigestFacts): { label: string; value: string }[] {
  const share = facts.received === 0 ? '' : ` (${Math.round((100 * facts.unhappy) / facts.received)} %)`;
  const inTime = facts.answered === 0 ? '' : ` (${facts.answeredInTime} in time)`;
  return [
    { label: 'Messages received', value: String(facts.received) },
    { label: 'From unhappy customers', value: `${facts.unhappy}${share}` },
    { label: 'Customers answered', value: `${facts.answered}${inTime}` },
  ];
}

function troubles(facts: DigestFacts, zone: string): string[] {
  const lines = facts.troubledSources.map(
    ({ name, state, since, reason }) =>
      `${name} is ${state} since ${at(since, zone)}${reason === null ? '' : `: ${reason}`}`,
  );
  if (facts.quarantined > 0) {
    const what = facts.quarantined === 1 ? '1 item' : `${facts.quarantined} items`;
    lines.push(`${what} could not be read and wait${facts.quarantined === 1 ? 's' : ''} in quarantine`);
  }
  return lines;
}

function line(shown: DigestCase, bounds: DigestBounds, zone: string, publicUrl: string): DigestLine {
  const owner = shown.owner === null ? 'no owner' : shown.owner;
  return {
    title: shown.subject === null ? shown.customer : `${shown.customer}: ${shown.subject}`,
    detail: `${shown.severity} · ${shown.source} · ${owner}`,
    due: shown.dueAt < bounds.to ? `since ${at(shown.dueAt, zone)}` : `by ${at(shown.dueAt, zone)}`,
    url: `${publicUrl}/cases/${shown.caseId}`,
  };
}

function at(instant: Date, zone: string): string {
  return DateTime.fromJSDate(instant, { zone }).setLocale('en-GB').toFormat('ccc d LLL HH:mm');
}
