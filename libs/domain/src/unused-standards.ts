import { SEVERITIES } from './assessment.js';
import type { Fault } from './errors.js';
import { CHANNELS } from './message.js';
import { standardFor, type ResponseStandard, type StandardSubject } from './response-standard.js';
import { spellValue } from './schema-faults.js';

/**
 * The standards that no message can ever have, because others are always chosen before them; each with those others. Not a
 * fault, since a house may be about to drop one, but hardly what anybody means.
 */
export function unusedStandards(standards: readonly ResponseStandard[]): Fault[] {
  return standards.flatMap((standard, i) => {
    const instead = new Set<string>();
    for (const subject of likeliestSubjects(standard)) {
      const chosen = standardFor(standards, subject);
      if (chosen === standard) return [];
      instead.add(chosen.name);
    }
    const others = [...instead].map(spellValue).join(', ');
    const message = `${spellValue(standard.name)} is never used: ${others} always comes before it, because it names as many conditions or more, and asks for no later answer`;
    return [{ path: `standards[${i}].match`, message }];
  });
}

/**
 * The subjects with which a standard is chosen if it ever is: of what it does not name, those that nobody can name, since
 * every further condition that holds only makes others more likely. Every message has a channel and a severity.
 */
function* likeliestSubjects({ match }: ResponseStandard): Generator<StandardSubject> {
  for (const sourceId of match.sources ?? [null])
    for (const language of match.languages ?? [null])
      for (const customerGroup of match.customerGroups ?? [null])
        for (const channel of match.channels ?? CHANNELS)
          for (const severity of match.severities ?? SEVERITIES)
            yield { sourceId, language, customerGroup, channel, severity };
}
