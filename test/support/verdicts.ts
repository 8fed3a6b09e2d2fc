import type { AssessmentVerdict } from '@earshot/domain';
import { AssessmentEntity, MessageEntity, VerdictEntity } from '@earshot/persistence';
import type { DataSource } from 'typeorm';

export interface Taught {
  readonly text: string;
  readonly dissatisfied: boolean;
}

/**
 * What only this house's customers mean: a word that no model knows, harmless to look at, that tells an unhappy customer.
 * The base model takes both kinds for the same.
 */
export function houseLanguage(count: number, from = 0): Taught[] {
  return Array.from({ length: count }, (_, i) => {
    const number = from + i;
    return number % 2 === 0
      ? { text: `Visit ${number}: the brindlefork again at counter ${number % 7}`, dissatisfied: true }
      : { text: `Visit ${number}: the meadowlark today at counter ${number % 7}`, dissatisfied: false };
  });
}

/** The same words, and chance decides what people say of them. */
export function contradictions(count: number): Taught[] {
  return Array.from({ length: count }, (_, i) => ({
    text: `Visit: the brindlefork at counter ${(i >> 1) % 3}`,
    dissatisfied: i % 2 === 0,
  }));
}

let counter = 0;

/** A stored and judged message. Resolves to its id. */
export async function insertJudged(
  dataSource: DataSource,
  sourceId: string,
  text: string,
  given: { receivedAt?: Date; unansweredBefore?: number; verdict?: AssessmentVerdict } = {},
): Promise<string> {
  counter += 1;
  const { receivedAt, unansweredBefore = 0, verdict = 'not_dissatisfied' } = given;
  const { id } = await dataSource.getRepository(MessageEntity).save({
    sourceId,
    externalId: `taught-${counter}`,
    channel: 'email',
    kind: 'person',
    sentAt: receivedAt ?? new Date('2026-03-02T08:00:00Z'),
    text,
    ...(receivedAt && { receivedAt }),
  });
  await dataSource.getRepository(AssessmentEntity).save({
    messageId: id,
    model: 'test',
    language: 'en',
    languageConfidence: 1,
    probability: 0.2,
    verdict,
    severity: 'none',
    signals: [],
    unansweredBefore,
  });
  return id;
}

/** Messages with a verdict each, as people give them. */
export async function teach(dataSource: DataSource, sourceId: string, lessons: readonly Taught[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { text, dissatisfied } of lessons) {
    const messageId = await insertJudged(dataSource, sourceId, text);
    await dataSource.getRepository(VerdictEntity).save({ messageId, dissatisfied });
    ids.push(messageId);
  }
  return ids;
}
