import * as cases from './case.entities.js';
import * as changes from './change.entities.js';
import * as digests from './digest.entities.js';
import * as followUp from './follow-up.entities.js';
import * as insights from './insight.entities.js';
import * as learning from './learning.entities.js';
import * as lessons from './lesson.entities.js';
import * as messages from './message.entities.js';
import * as notifications from './notification.entities.js';
import * as people from './people.entities.js';
import * as playbook from './playbook.entities.js';
import * as privacy from './privacy.entities.js';
import * as replies from './reply.entities.js';
import * as savedViews from './saved-view.entities.js';
import * as secondOpinions from './second-opinion.entities.js';
import * as templates from './template.entities.js';
import * as sources from './source.entities.js';
import * as sourceAccounts from './source-account.entities.js';

export * from './case.entities.js';
export * from './change.entities.js';
export * from './digest.entities.js';
export * from './follow-up.entities.js';
export * from './insight.entities.js';
export * from './learning.entities.js';
export * from './lesson.entities.js';
export * from './message.entities.js';
export * from './notification.entities.js';
export * from './people.entities.js';
export * from './playbook.entities.js';
export * from './privacy.entities.js';
export * from './reply.entities.js';
export * from './saved-view.entities.js';
export * from './second-opinion.entities.js';
export * from './template.entities.js';
export * from './source.entities.js';
export * from './source-account.entities.js';

/** Every table. A test fails when these would generate another migration. */
export const ENTITIES = [
  people,
  sources,
  sourceAccounts,
  cases,
  messages,
  changes,
  digests,
  insights,
  learning,
  secondOpinions,
  lessons,
  notifications,
  playbook,
  privacy,
  replies,
  followUp,
  savedViews,
  templates,
].flatMap((module) => Object.values<new () => object>(module));
