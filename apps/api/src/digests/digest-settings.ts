import type { JobQueue } from '@earshot/domain';
import type { LinkSeal } from '@earshot/reporting';

/** What the API needs to show digests, to have one sent and to read their links. */
export interface DigestSettings {
  /** Also takes the mails of what is brought to intake; ends with the application. */
  readonly queue: JobQueue;
  /** False when no mail leaves the house. */
  readonly mailServer: boolean;
  readonly seal: LinkSeal;
  /** When a digest comes that nobody has set up, `HH:MM`. */
  readonly localTime: string;
}
