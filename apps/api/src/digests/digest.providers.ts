import type { Provider } from '@nestjs/common';
import { Clock, DigestStore } from '@earshot/domain';
import { inLanguage, PolicyBook, type PlaybookFiles } from '@earshot/follow-up';
import { DigestLinks, DigestWriter } from '@earshot/reporting';
import type { ApiSettings } from '../api-settings.js';
import { DigestEditions } from './digest-editions.js';
import { DigestLinkDesk } from './digest-link-desk.js';
import { DigestReaders } from './digest-readers.js';

export function digestProviders({ digests, publicUrl, organisation, playbook }: ApiSettings): Provider[] {
  return [
    {
      provide: DigestWriter,
      inject: [DigestStore, PolicyBook, Clock],
      useFactory: (store: DigestStore, policy: PolicyBook, clock: Clock) =>
        new DigestWriter(store, policy.policy, clock, { organisation, publicUrl, causeTitle: causeTitles(playbook) }),
    },
    { provide: DigestLinks, useValue: new DigestLinks(digests.seal, publicUrl) },
    { provide: DigestQueue, useValue: new DigestQueue(digests.queue) },
    DigestReaders,
    DigestEditions,
    DigestLinkDesk,
  ];
}

function causeTitles({ playbook }: PlaybookFiles): (stage: string, language: string) => string {
  const titles = new Map(playbook.causeStages.map(({ id, title }) => [id, title]));
  return (stage, language) => {
    const title = titles.get(stage);
    return title === undefined ? stage : inLanguage(title, language);
  };
}

/** Gives back the queue's connections when the application ends. */
class DigestQueue {
  constructor(private readonly queue: ApiSettings['digests']['queue']) {}

  async onApplicationShutdown(): Promise<void> {
    await this.queue.stop(0);
  }
}
