import type { CurrentUser } from '@earshot/contracts';

const ROLES_THAT_RUN_SOURCES: readonly CurrentUser['role'][] = ['ops', 'admin'];

/** Whether to offer polling, pausing and resuming; the server decides again. */
export const mayRunSources = (user: CurrentUser): boolean => ROLES_THAT_RUN_SOURCES.includes(user.role);

const ROLES_THAT_SET_STANDARDS: readonly CurrentUser['role'][] = ['manager', 'admin'];

/** Whether to offer editing standards and calendars; the server decides again. */
export const mayEditPolicy = (user: CurrentUser): boolean => ROLES_THAT_SET_STANDARDS.includes(user.role);

const ROLES_THAT_SEE_INSIGHTS: readonly CurrentUser['role'][] = ['lead', 'manager', 'admin'];

/** Whether to offer the figures of the team; the server decides again. */
export const maySeeInsights = (user: CurrentUser): boolean => ROLES_THAT_SEE_INSIGHTS.includes(user.role);
