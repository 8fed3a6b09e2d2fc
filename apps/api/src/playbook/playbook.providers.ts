import type { Provider } from '@nestjs/common';
import { Clock, PlaybookStore, TemplateStore } from '@earshot/domain';
import { PlaybookDesk, PlaybookFiles, PolicyBook, TemplateDesk } from '@earshot/follow-up';
import { CasePlaybook } from './case-playbook.js';
import { TemplateFactsOfCase } from './template-facts.js';

/** The house's playbook and the desk at which cases are led through it. */
export function playbookProviders(files: PlaybookFiles): Provider[] {
  return [
    { provide: PlaybookFiles, useValue: files },
    {
      provide: PlaybookDesk,
      inject: [PlaybookStore, Clock, PolicyBook],
      useFactory: (store: PlaybookStore, clock: Clock, policy: PolicyBook) =>
        new PlaybookDesk(files.playbook, store, clock, policy.policy, policy.clocks),
    },
    {
      provide: TemplateDesk,
      inject: [TemplateStore, Clock],
      useFactory: (store: TemplateStore, clock: Clock) => new TemplateDesk(store, files, clock),
    },
    TemplateFactsOfCase,
    CasePlaybook,
  ];
}
