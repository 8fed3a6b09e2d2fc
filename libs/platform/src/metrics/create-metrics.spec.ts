import { createMetrics } from './create-metrics.js';

describe('the metrics of a process', () => {
  it('are exposed under the names that dashboards are built on', async () => {
    const metrics = createMetrics();
    metrics.polls.inc({ kind: 'mailbox', outcome: 'succeeded' });
    metrics.quarantined.inc({ kind: 'feed' });
    metrics.openTasks.set({ overdue: 'true' }, 2);
    metrics.jobSeconds.observe({ job: 'digest', outcome: 'completed' }, 0.2);
    const text = await metrics.registry.metrics();
    expect(text).toContain('earshot_polls_total{kind="mailbox",outcome="succeeded"} 1');
    expect(text).toContain('earshot_quarantined_total{kind="feed"} 1');
    expect(text).toContain('earshot_open_tasks{overdue="true"} 2');
    expect(text).toContain('earshot_job_duration_seconds_bucket{le="0.5",job="digest",outcome="completed"} 1');
    expect(text).toContain('earshot_process_resident_memory_bytes');
  });

  it('of two processes in one do not collide', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.polls.inc({ kind: 'feed', outcome: 'failed' });
    expect(await other.registry.metrics()).not.toContain('outcome="failed"');
  });
});
