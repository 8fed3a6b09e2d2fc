import { hostOnly, type NotificationDetail } from '@earshot/domain';

/** The detail (jsonb) of a notification or matter as it is told: what was kept of a channel's failure may hold its address. */
export function notificationDetail(stored: unknown): NotificationDetail {
  const detail = stored as NotificationDetail;
  if (detail.channel === undefined || detail.reason === undefined) return detail;
  return { ...detail, reason: hostOnly(detail.reason) };
}
