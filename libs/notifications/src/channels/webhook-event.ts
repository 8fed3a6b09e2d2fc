import type { ChannelManner, NotificationToTell } from '@earshot/domain';

/** Of the payload: a field is only ever added; what is renamed or removed comes under another number. */
const VERSION = 1;

/**
 * The body of a webhook about one matter, in the form of Standard Webhooks ("Payload structure"): small, stable, and of a
 * customer nothing but the case's number, unless the channel is to show customers.
 */
export function webhookEvent(
  { id, event, severity, detail, createdAt, caseId, customer, subject }: NotificationToTell,
  { showsCustomers }: Pick<ChannelManner, 'showsCustomers'>,
  publicUrl: string,
): object {
  const { reason, advice, ...facts } = detail;
  const about = { id: caseId, url: `${publicUrl}/cases/${caseId ?? ''}`, ...(showsCustomers && { customer, subject }) };
  return {
    type: `alert.${event}`,
    timestamp: createdAt.toISOString(),
    data: {
      version: VERSION,
      id,
      severity,
      ...(caseId !== null && { case: about }),
      ...facts,
      ...(reason !== undefined && { reason }),
      ...(advice !== undefined && { advice }),
    },
  };
}

/** What "send a test" posts. */
export function testEvent(at: Date): object {
  return { type: 'test', timestamp: at.toISOString(), data: { version: VERSION } };
}
