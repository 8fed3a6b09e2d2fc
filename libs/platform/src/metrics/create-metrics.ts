import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** From a quick database effect to a slow poll. Seconds. */
const DURATION_BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300];

/**
 * The figures of a process in a registry of its own, named as docs/operations explains them. Labels take few values (kinds,
 * outcomes, queue names); never an id or an address.
 */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'earshot_' });
  return {
    registry,
    polls: new Counter({
      name: 'earshot_polls_total',
      help: 'Polls of sources by kind of source and outcome',
      labelNames: ['kind', 'outcome'] as const,
      registers,
    }),
    messages: new Counter({
      name: 'earshot_messages_total',
      help: 'Messages seen in sources by what became of them: stored, duplicate, skipped',
      labelNames: ['kind', 'result'] as const,
      registers,
    }),
    quarantined: new Counter({
      name: 'earshot_quarantined_total',
      help: 'Items put into quarantine by kind of source',
      labelNames: ['kind'] as const,
      registers,
    }),
    openTasks: new Gauge({
      name: 'earshot_open_tasks',
      help: 'Open tasks by whether they are overdue',
      labelNames: ['overdue'] as const,
      registers,
    }),
    sources: new Gauge({
      name: 'earshot_sources',
      help: 'Sources by state',
      labelNames: ['state'] as const,
      registers,
    }),
    jobSeconds: new Histogram({
      name: 'earshot_job_duration_seconds',
      help: 'Duration of background jobs by name and outcome',
      labelNames: ['job', 'outcome'] as const,
      buckets: DURATION_BUCKETS,
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
