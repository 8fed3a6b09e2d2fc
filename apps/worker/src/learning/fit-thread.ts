import { parentPort } from 'node:worker_threads';
import { loadAssessor } from '@earshot/detection';
import { DetectionFitter } from './detection-fitter.js';
import type { ThreadAnswer } from '../thread-answer.js';
import type { FitQuestion } from './thread-fitter.js';

/** The thread of a ThreadFitter: says which model it corrects, then answers one question after the other. */
async function main(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('fit-thread is started by a ThreadFitter, not by itself');
  const fitter = new DetectionFitter(await loadAssessor());
  const tell = (answer: ThreadAnswer): void => port.postMessage(answer);
  port.on('message', (question: FitQuestion) => {
    answer(fitter, question).then(
      (value) => tell({ value }),
      (error: unknown) => tell({ error: error instanceof Error ? error.message : String(error) }),
    );
  });
  tell({ value: fitter.baseModel });
}

function answer(fitter: DetectionFitter, question: FitQuestion): Promise<unknown> {
  switch (question.deed) {
    case 'learn-wording':
      return fitter.learnWording(question.messages);
    case 'fit':
      return fitter.fit(question.verdicts);
    case 'probabilities':
      return fitter.probabilities(question.payload, question.inputs);
  }
}

void main();
