import { Inject, Injectable } from '@nestjs/common';
import { PlaybookStore, type PlaybookCase, type User } from '@earshot/domain';
import { isRunning, PolicyBook, type TemplateFacts } from '@earshot/follow-up';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';

/** What can be filled into a template, for one case and the person who answers it. */
@Injectable()
export class TemplateFactsOfCase {
  constructor(
    private readonly store: PlaybookStore,
    private readonly policy: PolicyBook,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /**
   * @param values what the person fills in
   * @throws NotFound when there is no such case
   */
  async of(
    caseId: string,
    person: Pick<User, 'name'>,
    values: TemplateFacts['values'] = {},
  ): Promise<{ readonly language: string; readonly facts: TemplateFacts }> {
    const found = await this.store.find(caseId);
    const facts = templateFacts(found, (await this.policy.policy()).calendar(null).zone, {
      ...values,
      'agent.name': person.name,
      'organisation.name': this.settings.organisation,
    });
    return { language: found.language, facts };
  }
}

/** What a case knows for the placeholders of a template. */
function templateFacts(found: PlaybookCase, zone: string, values: TemplateFacts['values']): TemplateFacts {
  const running = found.tasks.filter(isRunning).sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  const promise = running.find(({ kind }) => kind === 'promise');
  const due = running.find(({ kind }) => kind === 'answer' || kind === 'solve');
  const compensation = found.compensations.at(-1);
  return {
    zone,
    dueAt: due?.dueAt ?? null,
    promisedAt: promise?.dueAt ?? null,
    compensationExpires: compensation?.expiresOn ?? null,
    values: {
      ...values,
      'customer.name': found.customer?.name ?? null,
      'case.subject': found.subject,
      'promise.text': promise?.note ?? null,
      options: found.options.map(({ text }, i) => `${i + 1}. ${text}`).join('\n'),
      'compensation.text': compensation?.description ?? null,
      'review.url': found.review?.url ?? null,
    },
  };
}
