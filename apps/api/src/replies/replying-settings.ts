import type { JobQueue } from '@earshot/domain';

/** What the API needs to take replies; the workers send them. */
export interface ReplyingSettings {
  readonly queue: JobQueue;
  /** The right side of the ids of our replies, a domain of the house. */
  readonly idDomain: string;
  /** The house has a mail server for what it sends. */
  readonly mailServer: boolean;
}
