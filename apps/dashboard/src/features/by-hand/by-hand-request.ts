import type { ByHandRequest } from '@earshot/contracts';
import { instantOnWallClock } from '../../shared/time/wall-clock';

/** What stands in the form; empty fields are not said. */
export interface ByHandWords {
  readonly sourceId: string;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  /** As a field of the kind `datetime-local` holds it. */
  readonly at: string;
  readonly channel: ByHandRequest['channel'];
  readonly subject: string;
  readonly text: string;
  readonly language: string;
}

/** A form before anything is typed; its time is filled in when it is opened. */
export const UNTOUCHED: ByHandWords = {
  sourceId: '',
  name: '',
  phone: '',
  address: '',
  at: '',
  channel: 'phone',
  subject: '',
  text: '',
  language: '',
};

/** What is missing before it can be sent, by the place of the fault that the server would find. */
export function missingFields({ name, phone, address, at, text }: ByHandWords): ('customer' | 'at' | 'text')[] {
  const isSaid = {
    customer: [name, phone, address].some((said) => said.trim() !== ''),
    at: at !== '',
    text: text.trim() !== '',
  };
  return (['customer', 'at', 'text'] as const).filter((place) => !isSaid[place]);
}

/** The form as it is sent. @param zone IANA, on whose clocks the time is meant */
export function byHandRequest(words: ByHandWords, zone: string): ByHandRequest {
  const { sourceId, name, phone, address, at, subject, text, language, channel } = words;
  return {
    ...said({ sourceId }),
    customer: said({ name, phone, address }),
    at: instantOnWallClock(at, zone)?.toISOString() ?? at,
    channel,
    ...said({ subject, language }),
    text: text.trim(),
  };
}

/** What has words. */
function said<Name extends string>(given: Record<Name, string>): Partial<Record<Name, string>> {
  const trimmed = Object.entries<string>(given).map(([name, words]) => [name, words.trim()] as const);
  return Object.fromEntries(trimmed.filter(([, words]) => words !== '')) as Partial<Record<Name, string>>;
}
