import type { CaseEventView, CaseView, TaskView } from '@earshot/contracts';
import type { TFunction } from 'i18next';
import { formatInstant, type TimeStyle } from '../../shared/time/format';

/** What the words about an event are made with. */
export interface EventWords {
  readonly t: TFunction;
  readonly catalogue: (section: 'closed', key: string) => string;
  readonly now: Date;
  readonly style: TimeStyle;
  /** Names of colleagues by their ids. */
  readonly names: ReadonlyMap<string, string>;
}

type Detail = CaseEventView['detail'];

/** What exactly changed: from what to what, until when, to whom. Nothing for events that their name says all of. */
export function eventDetail(
  { type, detail }: Pick<CaseEventView, 'type' | 'detail'>,
  words: EventWords,
): string | null {
  const parts = (PARTS[type] ?? (() => []))(detail, words).filter((part) => part !== null);
  const late = detail['recordedLate'] === true ? [words.t('timeline.detail.recordedLate')] : [];
  return parts.length + late.length === 0 ? null : [...parts, ...late].join(' · ');
}

type Parts = (detail: Detail, words: EventWords) => readonly (string | null)[];

const SEVERITIES = Object.keys({
  none: true,
  low: true,
  medium: true,
  high: true,
  critical: true,
} satisfies Record<CaseView['severity'], true>) as CaseView['severity'][];

const TASK_KINDS = Object.keys({
  answer: true,
  solve: true,
  promise: true,
  review: true,
  recovery_check: true,
  review_request: true,
  win_back: true,
  watch: true,
} satisfies Record<TaskView['kind'], true>) as TaskView['kind'][];

const severities: Parts = ({ from, to }, { t }) => {
  const name = (value: unknown) => {
    const severity = SEVERITIES.find((known) => known === value);
    return severity === undefined ? null : t(`severity.${severity}`);
  };
  return [change(name(from), name(to), t)];
};

const task: Parts = ({ kind }, { t }) => {
  const known = TASK_KINDS.find((name) => name === kind);
  return known === undefined ? [] : [t(`task.${known}`)];
};

const due: Parts = ({ dueAt }, words) => [instant(dueAt, 'due', words)];

const PARTS: Readonly<Record<string, Parts>> = {
  severity_changed: severities,
  severity_set: severities,
  severity_raised: severities,
  deadline_moved: (detail, words) => {
    const at = (value: unknown) => spelled(value, words);
    return [...task(detail, words), change(at(detail['from']), at(detail['to'] ?? detail['dueAt']), words.t)];
  },
  clock_resumed: (detail, words) => [...task(detail, words), ...due(detail, words)],
  task_opened: (detail, words) => [...task(detail, words), ...due(detail, words)],
  task_closed: (detail, words) => [
    ...task(detail, words),
    typeof detail['reason'] === 'string' ? words.catalogue('closed', detail['reason']) : null,
  ],
  handed_over: ({ ownerId }, { t, names }) => {
    const name = names.get(String(ownerId));
    return [name === undefined ? null : t('timeline.detail.to', { name })];
  },
  escalated: (detail, words) => [
    ...(Array.isArray(detail['userIds']) ? [people(detail['userIds'], words)] : []),
    ...due(detail, words),
  ],
  snoozed: ({ until }, words) => [instant(until, 'until', words)],
  promise_made: due,
  promise_kept: ({ inTime }, { t }) => [inTime === false ? t('timeline.detail.late') : null],
  promise_broken: due,
  compensated: ({ kind, value, currency }, { t, style }) => [
    kind === 'gift' || kind === 'bonus' ? t(`playbook.compensationKind.${kind}`) : null,
    typeof value === 'string' && typeof currency === 'string'
      ? new Intl.NumberFormat(style.locale, { style: 'currency', currency }).format(Number(value))
      : null,
  ],
  options_offered: ({ options }, { t }) => [
    typeof options === 'number' ? t('timeline.detail.options', { count: options }) : null,
  ],
  call_logged: ({ direction, reached }, { t }) => [
    direction === 'outgoing' || direction === 'incoming' || direction === 'meeting'
      ? t(`playbook.direction.${direction}`)
      : null,
    t(reached === true ? 'playbook.call.reachedShort' : 'playbook.call.notReached'),
  ],
  cause_set: ({ kind }, { t }) => [kind === 'accident' || kind === 'systemic' ? t(`playbook.causeKind.${kind}`) : null],
  recovery_checked: outcome,
  review_requested: ({ asked }, { catalogue }) => [catalogue('closed', asked === true ? 'asked' : 'not-asked')],
  win_back_tried: ({ returned }, { catalogue }) => [catalogue('closed', returned === true ? 'returned' : 'no-return')],
  reply_queued: ({ again }, { t }) => [again === true ? t('timeline.detail.again') : null],
  solved: unkept,
  closed: unkept,
};

function outcome({ outcome }: Detail, { catalogue }: EventWords): (string | null)[] {
  return typeof outcome === 'string' ? [catalogue('closed', outcome.replace('_', '-'))] : [];
}

function unkept({ unkeptPromises }: Detail, { t }: EventWords): (string | null)[] {
  if (!Array.isArray(unkeptPromises) || unkeptPromises.length === 0) return [];
  return [t('timeline.detail.unkept', { count: unkeptPromises.length })];
}

function people(ids: readonly unknown[], { t, names }: EventWords): string | null {
  const known = ids.flatMap((id) => names.get(String(id)) ?? []);
  return known.length === 0 ? null : t('timeline.detail.to', { name: known.join(', ') });
}

const change = (from: string | null, to: string | null, t: TFunction): string | null =>
  from === null || to === null ? to : t('timeline.detail.change', { from, to });

function spelled(value: unknown, { now, style }: EventWords): string | null {
  const at = typeof value === 'string' ? new Date(value) : null;
  return at === null || Number.isNaN(at.getTime()) ? null : formatInstant(at, now, style);
}

function instant(value: unknown, how: 'due' | 'until', words: EventWords): string | null {
  const when = spelled(value, words);
  return when === null ? null : words.t(`timeline.detail.${how}`, { when });
}
