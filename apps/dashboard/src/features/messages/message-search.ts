import type { MessageListQuery } from '@earshot/contracts';

/** What the address of the page says; what is left out is not filtered by. Days are those of the reader’s zone. */
export interface MessageSearch {
  readonly text?: string | undefined;
  readonly verdict?: MessageListQuery['verdict'];
  readonly case?: MessageListQuery['case'];
  readonly language?: string | undefined;
  readonly source?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export const MESSAGE_VERDICTS = [
  'dissatisfied',
  'uncertain',
  'not_dissatisfied',
] as const satisfies readonly NonNullable<MessageSearch['verdict']>[];
export const FOLLOWED_UP = ['with', 'without'] as const satisfies readonly NonNullable<MessageSearch['case']>[];

const MOST_TEXT = 200;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Reads the address; what does not fit is left out, because addresses are typed, cut and shared by people. */
export function messageSearch(raw: Readonly<Record<string, unknown>>): MessageSearch {
  const text = typeof raw['text'] === 'string' ? raw['text'].trim().slice(0, MOST_TEXT) : '';
  return {
    text: text === '' ? undefined : text,
    verdict: MESSAGE_VERDICTS.find((verdict) => verdict === raw['verdict']),
    case: FOLLOWED_UP.find((one) => one === raw['case']),
    language: matching(raw['language'], /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/),
    source: matching(raw['source'], /^[1-9]\d{0,17}$/),
    from: matching(raw['from'], DAY),
    to: matching(raw['to'], DAY),
  };
}

export const isFiltered = (search: MessageSearch): boolean =>
  Object.values(search).some((value) => value !== undefined);

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}
