import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadAnswer } from '../thread-answer.js';
import { TransformersClassifier, type ModelToLoad } from './transformers-classifier.js';

/** The thread of a ThreadClassifier: says which labels its model has, then classifies one text after the other. */
async function main(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('classifier-thread is started by a ThreadClassifier, not by itself');
  const tell = (answer: ThreadAnswer): void => port.postMessage(answer);
  const answer = (work: Promise<unknown>): Promise<void> =>
    work.then(
      (value) => tell({ value }),
      (error: unknown) => tell({ error: error instanceof Error ? error.message : String(error) }),
    );
  const loading = TransformersClassifier.load(workerData as ModelToLoad);
  port.on('message', (text: string) => void answer(loading.then((classifier) => classifier.classify(text))));
  await answer(loading.then(({ labels }) => labels));
}

void main();
