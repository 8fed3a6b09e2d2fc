import { CHANNELS, type AssessmentInput } from '@earshot/domain';
import { ownWords } from '@earshot/connector-kit';
import { z } from 'zod';

/** A message as the command line takes it, one JSON object a line. */
export const MESSAGE_LINE = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  text: z.string(),
  subject: z.string().nullish(),
  rating: z.number().min(1).max(5).nullish(),
  language: z.string().nullish(),
  channel: z.enum(CHANNELS).nullish(),
  unansweredBefore: z.number().int().min(0).optional(),
  threadProbability: z.number().min(0).max(1).nullish(),
});
export type MessageLine = z.infer<typeof MESSAGE_LINE>;

/** What is judged of it: of a mail only the writer's own words. */
export function toInput(message: MessageLine): AssessmentInput {
  return message.channel === 'email' ? { ...message, text: ownWords(message.text, { isReply: true }).text } : message;
}
