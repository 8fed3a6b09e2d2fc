import { InitialSchema1763740800000 } from './1763740800000-initial-schema.js';
import { AnsweredCases1763745600000 } from './1763745600000-answered-cases.js';
import { Overlays1763751600000 } from './1763751600000-overlays.js';
import { SecondOpinions1763800000000 } from './1763800000000-second-opinions.js';
import { FollowUp1763810000000 } from './1763810000000-follow-up.js';
import { Deliveries1763822000000 } from './1763822000000-deliveries.js';
import { WaitedMinutes1763830000000 } from './1763830000000-waited-minutes.js';
import { CustomerVersions1763840000000 } from './1763840000000-customer-versions.js';
import { SourceHealth1763850000000 } from './1763850000000-source-health.js';
import { SignalsAsJson1763851000000 } from './1763851000000-signals-as-json.js';
import { KeptSources1763860000000 } from './1763860000000-kept-sources.js';
import { Board1763870000000 } from './1763870000000-board.js';
import { Insights1763880000000 } from './1763880000000-insights.js';
import { Digests1763881000000 } from './1763881000000-digests.js';
import { MessageSearch1763890000000 } from './1763890000000-message-search.js';
import { BackfillsAside1763892000000 } from './1763892000000-backfills-aside.js';
import { InsightDaysByDay1763892500000 } from './1763892500000-insight-days-by-day.js';
import { CustomerPrivacy1763893000000 } from './1763893000000-customer-privacy.js';
import { CustomerSearch1763893500000 } from './1763893500000-customer-search.js';
import { PeopleAndTokens1763894000000 } from './1763894000000-people-and-tokens.js';
import { AuditPages1763894500000 } from './1763894500000-audit-pages.js';
import { NotificationChannels1763895000000 } from './1763895000000-notification-channels.js';
import { NotificationPreferences1763895500000 } from './1763895500000-notification-preferences.js';
import { DeliveryBodies1763897000000 } from './1763897000000-delivery-bodies.js';
import { TemplateVersions1763898000000 } from './1763898000000-template-versions.js';
import { DigestTests1763898500000 } from './1763898500000-digest-tests.js';
import { MessageAuthors1763899000000 } from './1763899000000-message-authors.js';
import { RulesAndReplays1763899200000 } from './1763899200000-rules-and-replays.js';
import { SpikeSubjects1763899300000 } from './1763899300000-spike-subjects.js';
import { EditsBack1763899800000 } from './1763899800000-edits-back.js';

/** In the order in which they run; a released one is never edited. */
export const MIGRATIONS = [
  InitialSchema1763740800000,
  AnsweredCases1763745600000,
  Overlays1763751600000,
  SecondOpinions1763800000000,
  FollowUp1763810000000,
  Deliveries1763822000000,
  WaitedMinutes1763830000000,
  CustomerVersions1763840000000,
  SourceHealth1763850000000,
  SignalsAsJson1763851000000,
  KeptSources1763860000000,
  Board1763870000000,
  Insights1763880000000,
  Digests1763881000000,
  MessageSearch1763890000000,
  BackfillsAside1763892000000,
  InsightDaysByDay1763892500000,
  CustomerPrivacy1763893000000,
  CustomerSearch1763893500000,
  PeopleAndTokens1763894000000,
  AuditPages1763894500000,
  NotificationChannels1763895000000,
  NotificationPreferences1763895500000,
  DeliveryBodies1763897000000,
  TemplateVersions1763898000000,
  DigestTests1763898500000,
  MessageAuthors1763899000000,
  RulesAndReplays1763899200000,
  SpikeSubjects1763899300000,
  EditsBack1763899800000,
];
