import type { JobQueue } from '@earshot/domain';
import type { FollowUp, Judges } from '@earshot/learning';

/** What the process lends to learning; the API itself knows neither the detector nor the calendar. */
export interface DetectionSettings {
  /** By when something must be answered, by the house's standards. */
  readonly commit: FollowUp['commit'];
  readonly judges: Judges;
  /** For sending alone: workers do the jobs. The application stops it. */
  readonly queue: JobQueue;
}
