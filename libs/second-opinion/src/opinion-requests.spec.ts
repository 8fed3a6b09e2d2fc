import { JobQueue, SecondOpinionStore, type MessageForOpinion, type OpinionScope } from '@earshot/domain';
import { GIVE_SECOND_OPINION, OpinionRequests } from './opinion-requests.js';

const NOW = new Date('2026-11-20T12:00:00Z');
const settings = {
  model: 'owner/name',
  ask: 'uncertain' as const,
  sureFrom: 0.8,
  labels: { dissatisfied: ['negative'], notDissatisfied: ['positive'] },
};

class FakeStore extends SecondOpinionStore {
  waiting: MessageForOpinion[] = [];
  readonly looks: OpinionScope[] = [];
  override unjudged(scope: OpinionScope): Promise<MessageForOpinion[]> {
    this.looks.push(scope);
    return Promise.resolve(this.waiting);
  }
  override add(): Promise<void> {
    return Promise.resolve();
  }
}

class FakeQueue extends JobQueue {
  readonly sent: string[] = [];
  override handle(): void {}
  override send(name: string): Promise<string> {
    this.sent.push(name);
    return Promise.resolve('1');
  }
  override start(): Promise<void> {
    return Promise.resolve();
  }
  override stop(): Promise<void> {
    return Promise.resolve();
  }
}

describe('asking for second opinions', () => {
  it('makes a job only when a message waits, and then looks only at what is new', async () => {
    const store = new FakeStore();
    const queue = new FakeQueue();
    const requests = new OpinionRequests(store, queue, settings, { now: () => NOW });

    store.waiting = [{ id: '1', subject: null, text: 'late' }];
    await requests.requestForNews();
    await requests.requestForNews();
    expect(queue.sent).toEqual([GIVE_SECOND_OPINION, GIVE_SECOND_OPINION]);
    store.waiting = [];
    await requests.requestForNews();
    await requests.requestForNews();
    expect(queue.sent).toHaveLength(2);

    const twoWeeks = new Date('2026-11-06T12:00:00Z');
    const tenMinutes = new Date('2026-11-20T11:50:00Z');
    expect(store.looks.map(({ receivedFrom }) => receivedFrom)).toEqual([twoWeeks, twoWeeks, twoWeeks, tenMinutes]);
  });
});
