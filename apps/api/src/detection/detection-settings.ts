import type { JobQueue } from '@earshot/domain';
import type { Judges, PhraseBook } from '@earshot/learning';

/** What the process lends to learning; the API itself knows neither the detector nor the calendar. */
export interface DetectionSettings {
  readonly judges: Judges;
  readonly phrases: PhraseBook;
  /** For sending alone: workers do the jobs. The application stops it. */
  readonly queue: JobQueue;
}
