import { NotFound, type NotificationDetail, type NotificationEvent, type Severity } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { notificationDetail } from '../repositories/notification-detail.js';

export interface NotificationRow {
  readonly id: string;
  readonly event: NotificationEvent;
  readonly severity: Severity;
  readonly case: { readonly id: string; readonly subject: string | null; readonly customer: string | null } | null;
  readonly detail: NotificationDetail;
  readonly createdAt: Date;
  readonly readAt: Date | null;
  readonly mail: { readonly state: 'none' | 'queued' | 'sent' | 'failed'; readonly error: string | null };
}

export interface NotificationFilter {
  readonly userId: string;
  readonly unread: boolean;
  /** The id of the last one of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** What one person was told, newest first. */
export class NotificationQueries {
  constructor(private readonly dataSource: DataSource) {}

  async page({
    userId,
    unread,
    after,
    limit,
  }: NotificationFilter): Promise<{ items: NotificationRow[]; next: string | null }> {
    const rows = await this.dataSource.query<FlatRow[]>(
      `select n.id, n.event, n.severity, n.case_id as "caseId", c.subject,
         coalesce(k.name, m.author_name, m.author_address, m.author_handle) as customer,
         n.detail - 'mailJob' as detail, n.created_at as "createdAt", n.read_at as "readAt",
         n.mail_state as "mailState", n.mail_error as "mailError"
       from notifications n left join cases c on c.id = n.case_id
       left join customers k on k.id = c.customer_id left join messages m on m.id = c.flagged_message_id
       where n.user_id = $1 and ($2::bigint is null or n.id < $2) ${unread ? 'and n.read_at is null' : ''}
       order by n.id desc limit $3`,
      [userId, after ?? null, limit + 1],
    );
    const items = rows.slice(0, limit).map(notificationRow);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  async unreadCount(userId: string): Promise<number> {
    const [row] = await this.dataSource.query<[{ unread: number }]>(
      'select count(*)::int as unread from notifications where user_id = $1 and read_at is null',
      [userId],
    );
    return row.unread;
  }

  /** @throws NotFound */
  async snoozeOf(caseId: string): Promise<{ version: number; snoozedUntil: Date | null }> {
    const rows = await this.dataSource.query<{ version: number; snoozedUntil: Date | null }[]>(
      'select version, snoozed_until as "snoozedUntil" from cases where id = $1',
      [caseId],
    );
    const [row] = rows;
    if (row === undefined) throw new NotFound('Case', caseId);
    return row;
  }
}

interface FlatRow extends Omit<NotificationRow, 'case' | 'mail'> {
  readonly caseId: string | null;
  readonly subject: string | null;
  readonly customer: string | null;
  readonly mailState: NotificationRow['mail']['state'];
  readonly mailError: string | null;
}

function notificationRow({
  detail,
  caseId,
  subject,
  customer,
  mailState,
  mailError,
  ...row
}: FlatRow): NotificationRow {
  return {
    ...row,
    detail: notificationDetail(detail),
    case: caseId === null ? null : { id: caseId, subject, customer },
    mail: { state: mailState, error: mailError },
  };
}
