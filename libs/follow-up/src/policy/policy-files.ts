import { Policy, type OverridesOf, type PolicyDocument } from '@earshot/domain';
import { readCalendarOverrides, readPolicyDocument } from './read-policy-file.js';

/** What the configuration says about the policy: the document that holds until somebody saves another, and the overrides. */
export class PolicyFiles {
  constructor(
    readonly document: PolicyDocument,
    readonly overridesOf: OverridesOf,
  ) {}

  /**
   * Reads config/standards and config/calendars.
   * @param calendars of the configuration, the house's own first
   * @param now the calendars are proven by calculating this year and the next
   * @throws ConfigError or InvalidInput naming the place of every fault
   */
  static read(configFolder: string, calendars: readonly object[], now: Date): PolicyFiles {
    const files = new PolicyFiles(readPolicyDocument(configFolder, calendars), (country) =>
      readCalendarOverrides(configFolder, country),
    );
    files.policyOf(files.document, now);
    return files;
  }

  /** @throws InvalidInput when a calendar cannot be worked with */
  policyOf(document: PolicyDocument, now: Date): Policy {
    return Policy.of(document, this.overridesOf, now);
  }
}
