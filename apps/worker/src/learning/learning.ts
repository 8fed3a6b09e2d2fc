import type { Clock, JobQueue, OverlayStore } from '@earshot/domain';
import { FitRequests, OverlayFitting, registerFitting, type OpenFitter } from '@earshot/learning';
import type { ChangeListener, ChangeLog } from '@earshot/persistence';
import type { Logger } from 'pino';
import type { LearnedAssessor } from './learned-assessor.js';

/** Changes that are announced within this time are looked at together. */
const GATHER_MS = 200;
/** In case a notification was lost; also how soon verdicts that came another way than through the API are learned from. */
const FALLBACK_MS = 60_000;

export interface LearningPorts {
  readonly overlays: OverlayStore;
  readonly queue: JobQueue;
  readonly listener: ChangeListener;
  readonly changes: ChangeLog;
  readonly openFitter: OpenFitter;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Keeps the judge of this worker up to date with what is in force, and fits when there are new verdicts. */
export class Learning {
  private readonly requests: FitRequests;
  private announced = new Set<string>();
  private gathering: NodeJS.Timeout | null = null;
  private fallback: NodeJS.Timeout | null = null;
  private inUse = '';
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly assessor: LearnedAssessor,
    private readonly ports: LearningPorts,
  ) {
    this.requests = new FitRequests(ports.queue, ports.clock);
  }

  /** Before the queue starts. */
  register(): void {
    const { queue, overlays, openFitter, clock } = this.ports;
    registerFitting(queue, new OverlayFitting(overlays, openFitter, clock));
  }

  /** Resolves when the first message can be judged; while what is in force cannot be read, the base model judges. */
  async start(): Promise<void> {
    this.inTurn(() => this.refresh());
    await this.working;
    this.ports.listener.listen({
      changed: (id) => this.announce(id),
      connected: () => this.inTurn(() => this.refresh()),
      lost: () => undefined,
    });
    this.fallback = setInterval(() => this.lookAgain(), FALLBACK_MS);
    this.lookAgain();
  }

  async stop(): Promise<void> {
    if (this.fallback !== null) clearInterval(this.fallback);
    if (this.gathering !== null) clearTimeout(this.gathering);
    await this.ports.listener.close();
    await this.working;
  }

  private lookAgain(): void {
    this.inTurn(async () => {
      await this.refresh();
      await this.requests.requestForNews(this.ports.overlays);
    });
  }

  private announce(changeId: string): void {
    this.announced.add(changeId);
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      const ids = [...this.announced];
      this.announced = new Set();
      this.inTurn(async () => {
        const changes = await this.ports.changes.byIds(ids);
        if (changes.some(({ topics }) => topics.includes('detection'))) await this.refresh();
      });
    }, GATHER_MS);
  }

  private async refresh(): Promise<void> {
    const overlays = await this.ports.overlays.inForce();
    const unusable = this.assessor.use(overlays);
    const inUse = overlays.map(({ id }) => id).join();
    if (inUse === this.inUse) return;
    this.inUse = inUse;
    const { logger } = this.ports;
    logger.info(
      { overlays: overlays.map(({ id }) => id), model: this.assessor.model },
      'the detector judges with these',
    );
    if (unusable.length === 0) return;
    logger.warn({ overlays: unusable }, 'these correct another model: they are fitted again on the one in use');
    await this.requests.request();
  }

  /** One after the other; a failure is made good by the next look. */
  private inTurn(work: () => Promise<void>): void {
    this.working = this.working.then(work).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : 'unknown';
      this.ports.logger.warn({ error: reason }, 'what the detector has learned could not be read');
    });
  }
}
