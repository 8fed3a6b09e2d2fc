import { useTranslation } from 'react-i18next';
import { ApiError } from '../../shared/api/api-error';

export interface ByHandFaults {
  /** What is wrong at a place of the request, in the reader's language where it has words for it. */
  readonly at: (path: string) => string | undefined;
  /** Everything that was refused stands at a field. */
  readonly areAtFields: boolean;
}

/** The places that people get wrong, and what to say of them. */
const SAID = {
  customer: 'nobody',
  'customer.address': 'address',
  'customer.phone': 'phone',
  at: 'at',
  text: 'text',
} as const;

const FIELDS = [...Object.keys(SAID), 'customer.name', 'channel', 'subject', 'language', 'sourceId'];

/** What is missing, or what the server found wrong, by its place in the request. */
export function useByHandFaults(missing: readonly string[], error: Error | null): ByHandFaults {
  const { t } = useTranslation();
  const refused = error instanceof ApiError ? (error.problem.faults ?? []) : [];
  const messages = new Map(refused.map(({ path, message }) => [path, message]));
  const wordsOf = (path: string): string | undefined =>
    path in SAID ? t(`byHand.fault.${SAID[path as keyof typeof SAID]}`) : undefined;
  return {
    at: (path) => (missing.includes(path) || messages.has(path) ? (wordsOf(path) ?? messages.get(path)) : undefined),
    areAtFields: refused.length > 0 && refused.every(({ path }) => FIELDS.includes(path)),
  };
}
