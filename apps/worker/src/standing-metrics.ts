import { SOURCE_STATES, type Clock } from '@earshot/domain';
import type { StandingFigures } from '@earshot/persistence';
import type { Metrics } from '@earshot/platform';

/** Prometheus asks every 15 to 60 seconds; fresher figures would only cost. */
const EVERY_MS = 15_000;

/** Keeps the gauges up to date while the worker runs. Returns what stops it. */
export function keepStandingMetrics(metrics: Metrics, figures: StandingFigures, clock: Clock): () => void {
  const refresh = async (): Promise<void> => {
    const { openTasks, sources } = await figures.read(clock.now());
    metrics.openTasks.set({ overdue: 'true' }, openTasks.overdue);
    metrics.openTasks.set({ overdue: 'false' }, openTasks.inTime);
    for (const state of SOURCE_STATES) metrics.sources.set({ state }, sources[state] ?? 0);
  };
  // A database that is away is told by other figures; these keep their last value.
  const timer = setInterval(() => void refresh().catch(() => undefined), EVERY_MS);
  void refresh().catch(() => undefined);
  return () => clearInterval(timer);
}
