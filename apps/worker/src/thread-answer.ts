import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';

/** What a thread says to a question. */
export type ThreadAnswer = { readonly value: unknown } | { readonly error: string };

/** The thread could not do what it was asked, and can be asked again. */
export class QuestionFailed extends Error {
  override readonly name = 'QuestionFailed';
}

/**
 * The next thing that a thread says; one question at a time.
 * @throws QuestionFailed, and any other error when the thread has ended or ends before
 */
export async function answerOf(thread: Worker, name: string): Promise<unknown> {
  const ended = `the thread that ${name} has ended`;
  // Whoever comes after the end would wait for it for ever.
  if (thread.threadId === -1) throw new Error(ended);
  const over = new AbortController();
  const { signal } = over;
  const died = once(thread, 'exit', { signal }).then(() => {
    throw new Error(ended);
  });
  try {
    const [answer] = (await Promise.race([once(thread, 'message', { signal }), died])) as [ThreadAnswer];
    if ('error' in answer) throw new QuestionFailed(answer.error);
    return answer.value;
  } finally {
    died.catch(() => undefined);
    over.abort();
  }
}
