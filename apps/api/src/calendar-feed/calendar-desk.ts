import { Inject, Injectable } from '@nestjs/common';
import { accessKeyHash, newAccessKey } from '@earshot/access';
import { AuditLog, CalendarFeedStore, Clock, NotFound, type DueTask, type User } from '@earshot/domain';
import { API_PREFIX, API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { calendarText, type CalendarEvent } from './calendar-text.js';
import { deadlineWords } from './deadline-words.js';

/** More would be no calendar that anybody reads; the nearest count. */
const MOST_DEADLINES = 500;
/** A deadline is a point in time; programs hide events that take none. */
const SHOWN_BEFORE_MS = 30 * 60_000;

/** A person's deadlines at a secret address, for their calendar program. */
@Injectable()
export class CalendarDesk {
  constructor(
    private readonly store: CalendarFeedStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async since(user: User): Promise<Date | null> {
    return this.store.since(user.id);
  }

  /** A new address, told once; the one before ends. */
  async open(user: User): Promise<{ url: string; since: Date }> {
    const since = this.clock.now();
    const key = newAccessKey('calendar');
    const hash = accessKeyHash('calendar', key);
    if (hash === null) throw new Error('a new key does not have the form of a key');
    await this.store.replace(user.id, hash, since);
    await this.record('calendar.opened', user.id);
    return { url: `${this.settings.publicUrl}/${API_PREFIX}/calendar-feeds/${key}.ics`, since };
  }

  async close(user: User): Promise<void> {
    if (await this.store.remove(user.id)) await this.record('calendar.closed', user.id);
  }

  /** The calendar of an address. @throws NotFound for one that is nobody's */
  async read(file: string): Promise<string> {
    const hash = accessKeyHash('calendar', file.replace(/\.ics$/, ''));
    const owner = hash === null ? null : await this.store.ownerOf(hash);
    if (owner === null) throw new NotFound('Calendar', 'of this address');
    const deadlines = await this.store.deadlines(owner.id, MOST_DEADLINES);
    return calendarText(
      deadlineWords(owner.language).calendar,
      deadlines.map((deadline) => this.eventOf(deadline, owner.language)),
    );
  }

  private eventOf(
    { taskId, caseId, kind, severity, dueAt, version, changedAt }: DueTask,
    language: string,
  ): CalendarEvent {
    const words = deadlineWords(language);
    return {
      uid: `task-${taskId}@${new URL(this.settings.publicUrl).hostname}`,
      sequence: version,
      changedAt,
      start: new Date(dueAt.getTime() - SHOWN_BEFORE_MS),
      end: dueAt,
      summary: `${words.kind[kind]}: ${words.case} ${caseId} (${words.severity[severity]})`,
      url: `${this.settings.publicUrl}/cases/${caseId}`,
    };
  }

  private async record(action: string, userId: string): Promise<void> {
    const at = this.clock.now();
    await this.audit.record({ at, actorId: userId, action, subjectKind: 'user', subjectId: userId, detail: {} });
  }
}
