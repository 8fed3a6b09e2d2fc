/** A reading that takes longer than this is slow: most take well under a second. */
const PATIENCE_MS = 5_000;
/** Slow readings beside the quick ones, for each of their places: what waits for the network costs next to nothing. */
const SLOW_PLACES = 16;

/**
 * Who is being read at the moment. A reading that takes long gives its place to the next source and goes on in a lane of
 * its own, so that slow sources delay no other; only when that lane is full too do they hold the places they have.
 */
export class ReadingLanes {
  private readonly quick = new Set<string>();
  private readonly slow = new Set<string>();
  private readonly timers = new Map<string, NodeJS.Timeout>();

  /** @param places how many may be read at once before one of them has proved slow */
  constructor(
    private readonly places: number,
    private readonly onPlace: () => void,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  get room(): number {
    return Math.max(0, this.places - this.quick.size);
  }

  enter(sourceId: string): void {
    this.quick.add(sourceId);
    const timer = setTimeout(() => this.moveOver(sourceId), this.patienceMs);
    timer.unref();
    this.timers.set(sourceId, timer);
  }

  leave(sourceId: string): void {
    clearTimeout(this.timers.get(sourceId));
    this.timers.delete(sourceId);
    this.quick.delete(sourceId);
    const wasSlow = this.slow.delete(sourceId);
    const [waiting] = wasSlow ? this.overstaying() : [];
    if (waiting !== undefined) this.moveOver(waiting);
  }

  private moveOver(sourceId: string): void {
    this.timers.delete(sourceId);
    if (this.slow.size >= this.places * SLOW_PLACES || !this.quick.delete(sourceId)) return;
    this.slow.add(sourceId);
    this.onPlace();
  }

  /** Those in a quick place whose time is up. */
  private overstaying(): string[] {
    return [...this.quick].filter((sourceId) => !this.timers.has(sourceId));
  }
}
