import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Sessions } from '@earshot/access';
import { Conflict, type StoredSession } from '@earshot/domain';
import type { ServerResponse } from 'node:http';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { ChangeFeed } from './change-feed.js';
import { EventStream, KEEP_ALIVE_MS } from './event-stream.js';

/** Windows that one person may have open at a time in this process. */
const MOST_STREAMS_OF_A_USER = 50;

/** The open dashboards of this process: each ends with its session, wherever that was ended. */
@Injectable()
export class EventStreams implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly streams = new Set<EventStream>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly sessions: Sessions,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      for (const stream of this.streams) stream.keepAlive();
      this.closeEnded().catch((error: unknown) => {
        this.settings.logger.warn({ err: error }, 'the sessions of open dashboards could not be checked');
      });
    }, KEEP_ALIVE_MS);
  }

  /** Called before the HTTP server stops, which waits for open responses. */
  onModuleDestroy(): void {
    if (this.timer !== null) clearInterval(this.timer);
    for (const stream of this.streams) stream.end();
  }

  /** `lastId`: the `Last-Event-ID` of a browser that was connected before. @throws Conflict for too many windows. */
  async open(response: ServerResponse, session: StoredSession, lastId: string | null): Promise<void> {
    const own = [...this.streams].filter((stream) => stream.session.user.id === session.user.id);
    if (own.length >= MOST_STREAMS_OF_A_USER)
      throw new Conflict(`${own.length} event streams are open already; close some windows`);
    const stream = new EventStream(response, session);
    const unsubscribe = this.feed.subscribe((event) => stream.send(event));
    this.streams.add(stream);
    response.once('close', () => {
      unsubscribe();
      this.streams.delete(stream);
    });
    stream.open();
    const { missed, resumeFrom } = await this.feed.missedSince(lastId);
    stream.caughtUp(missed, resumeFrom);
  }

  /** After signing out. */
  closeOf(session: StoredSession): void {
    const hash = Buffer.from(session.tokenHash);
    for (const stream of this.streams) if (hash.equals(stream.session.tokenHash)) stream.end();
  }

  /** All dashboards of a person in this process; those of other processes end within their next check. */
  closeOfUser(userId: string): void {
    for (const stream of this.streams) if (stream.session.user.id === userId) stream.end();
  }

  private async closeEnded(): Promise<void> {
    const ended = await this.sessions.ended([...this.streams].map((stream) => stream.session));
    for (const session of ended) this.closeOf(session);
  }
}
