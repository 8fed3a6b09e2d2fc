import type { CurrentUser } from '@earshot/contracts';

const ROLES_THAT_RUN_SOURCES: readonly CurrentUser['role'][] = ['ops', 'admin'];

/** Whether to offer polling, pausing and resuming; the server decides again. */
export const mayRunSources = (user: CurrentUser): boolean => ROLES_THAT_RUN_SOURCES.includes(user.role);

const ROLES_THAT_SET_STANDARDS: readonly CurrentUser['role'][] = ['manager', 'admin'];

/** Whether to offer editing standards and calendars; the server decides again. */
export const mayEditPolicy = (user: CurrentUser): boolean => ROLES_THAT_SET_STANDARDS.includes(user.role);

const ROLES_THAT_SEE_INSIGHTS: readonly CurrentUser['role'][] = ['lead', 'manager', 'admin'];

const ROLES_THAT_EXPORT_LISTS: readonly CurrentUser['role'][] = ['lead', 'manager', 'admin'];

/** Whether to offer what a list shows as a file; the server decides again. */
export const mayExportLists = (user: CurrentUser): boolean => ROLES_THAT_EXPORT_LISTS.includes(user.role);

const ROLES_THAT_SEE_DETECTION: readonly CurrentUser['role'][] = ['manager', 'ops', 'admin'];

/** Whether to offer what the detector learned; the server decides again. */
export const maySeeDetection = (user: CurrentUser): boolean => ROLES_THAT_SEE_DETECTION.includes(user.role);

const ROLES_THAT_CHANGE_DETECTION: readonly CurrentUser['role'][] = ['ops', 'admin'];

/** Whether to offer putting a version in force and taking it back; the server decides again. */
export const mayChangeDetection = (user: CurrentUser): boolean => ROLES_THAT_CHANGE_DETECTION.includes(user.role);

/** Whether to offer the figures of the team; the server decides again. */
export const maySeeInsights = (user: CurrentUser): boolean => ROLES_THAT_SEE_INSIGHTS.includes(user.role);

const ROLES_THAT_GET_DIGESTS: readonly CurrentUser['role'][] = ['lead', 'manager', 'ops', 'admin'];

/** Whether to offer digests, to oneself or to a colleague; the server decides again. */
export const mayGetDigests = (user: Pick<CurrentUser, 'role'>): boolean => ROLES_THAT_GET_DIGESTS.includes(user.role);

/** Whether to offer the digests of others; the server decides again. */
export const maySetOthersDigests = (user: CurrentUser): boolean => user.role === 'admin';

const ROLES_THAT_EXPORT_CUSTOMERS: readonly CurrentUser['role'][] = ['lead', 'admin'];

/** Whether to offer what is held of a customer as a file; the server decides again. */
export const mayExportCustomers = (user: CurrentUser): boolean => ROLES_THAT_EXPORT_CUSTOMERS.includes(user.role);

/** Whether to offer erasing a customer; the server decides again. */
export const mayEraseCustomers = (user: CurrentUser): boolean => user.role === 'admin';

/** Whether to offer people, their roles and what was done; the server decides again. */
export const mayManagePeople = (user: CurrentUser): boolean => user.role === 'admin';
