import type { Page } from 'playwright-core';
import type { FakeApi } from '../../support/fake-api.js';

/** A picture of the dashboard: where it is, and how it comes to look like that. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  readonly signedIn?: boolean;
  /** What has to happen before the picture. */
  readonly prepare?: (page: Page, api: FakeApi) => Promise<void>;
  readonly cases?: 'none' | 'hostile';
  readonly role?: 'manager' | 'ops' | 'admin';
}
