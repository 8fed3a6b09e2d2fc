/** Bounds the memory that strangers can fill: the oldest counters go first. */
const MOST_COUNTERS = 30_000;

interface Counter {
  attempts: number;
  readonly endsAt: number;
}

/** Counts by name within windows that begin with the first attempt, in the memory of this process. */
export class WindowCounters {
  private readonly counters = new Map<string, Counter>();

  /** @param windowMs how long a window lasts */
  constructor(private readonly windowMs: number) {}

  /** How long a name that has reached its limit has to wait, in milliseconds; 0 when it has not. */
  waitMs(name: string, limit: number, now: Date): number {
    const counter = this.running(name, now);
    return counter !== undefined && counter.attempts >= limit ? counter.endsAt - now.getTime() : 0;
  }

  count(name: string, now: Date): void {
    const counter = this.running(name, now);
    if (counter !== undefined) counter.attempts += 1;
    else this.add(name, { attempts: 1, endsAt: now.getTime() + this.windowMs });
  }

  /** One attempt is not held against the name. */
  takeBack(name: string): void {
    const counter = this.counters.get(name);
    if (counter !== undefined) counter.attempts -= 1;
  }

  forget(name: string): void {
    this.counters.delete(name);
  }

  private running(name: string, now: Date): Counter | undefined {
    const counter = this.counters.get(name);
    return counter !== undefined && counter.endsAt > now.getTime() ? counter : undefined;
  }

  private add(name: string, counter: Counter): void {
    this.counters.delete(name);
    const oldest = this.counters.keys().next();
    if (this.counters.size >= MOST_COUNTERS && oldest.done !== true) this.counters.delete(oldest.value);
    this.counters.set(name, counter);
  }
}
