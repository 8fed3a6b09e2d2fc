import type { PlaybookFiles, PolicyFiles } from '@earshot/follow-up';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { DetectionSettings } from './detection/detection-settings.js';
import type { DigestSettings } from './digests/digest-settings.js';
import type { IntakeSettings } from './intake/intake-settings.js';
import type { ReplyingSettings } from './replies/replying-settings.js';
import type { SourcesSettings } from './sources/sources-settings.js';

/** What the API needs to know of the configuration, and what the process lends to it. */
export interface ApiSettings {
  /** The address people open, without a slash at the end. */
  readonly publicUrl: string;
  /** How many proxies stand in front; 0: the connection's own address is the client's. */
  readonly trustProxy: number;
  /** Shown in the dashboard's head. */
  readonly organisation: string;
  /** The folder of the built dashboard, absolute; `null` serves the API alone. */
  readonly dashboardFolder: string | null;
  /** The policy until somebody saves another. */
  readonly policy: PolicyFiles;
  /** Steps, reply templates and wording for recovering customers. */
  readonly playbook: PlaybookFiles;
  /** `whsec_…`, with which watch events are signed; `null`: none are taken. */
  readonly watchSecret: string | null;
  readonly detection: DetectionSettings;
  readonly replying: ReplyingSettings;
  readonly digests: DigestSettings;
  readonly intake: IntakeSettings;
  readonly sources: SourcesSettings;
  readonly logger: Logger;
  readonly metrics: Registry;
}

export const API_SETTINGS = Symbol('ApiSettings');

/** Every path of the API begins with it. */
export const API_PREFIX = 'api/v1';
