import type { Signal } from '@earshot/domain';
import { reasonText, type ReasonLanguage } from './reason-catalogue.js';

export interface Reason {
  /** The signals' label; the key of the catalogue. */
  readonly label: string;
  /** In plain words, for a person who reads no log-odds: "has been waiting". */
  readonly text: string;
  /** What the customer wrote, as evidence; empty for context. */
  readonly evidence: readonly string[];
  readonly weight: number;
}

/**
 * The reasons that speak most for dissatisfaction, heaviest first: signals of one label are one reason. Single words of the
 * statistical model are left out, for they explain nothing to a person.
 */
export function topReasons(signals: readonly Signal[], language: ReasonLanguage = 'en', count = 3): Reason[] {
  const byLabel = new Map<string, { weight: number; evidence: string[] }>();
  for (const { kind, label, evidence, weight } of signals) {
    if (kind === 'base' || kind === 'wording') continue;
    const known = byLabel.get(label) ?? { weight: 0, evidence: [] };
    known.weight += weight;
    if (evidence !== '' && !known.evidence.includes(evidence)) known.evidence.push(evidence);
    byLabel.set(label, known);
  }
  return [...byLabel]
    .filter(([, { weight }]) => weight > 0)
    .sort(([, a], [, b]) => b.weight - a.weight)
    .slice(0, count)
    .map(([label, { weight, evidence }]) => ({ label, text: reasonText(label, language), evidence, weight }));
}
