import { join } from 'node:path';
import { installationRoot } from '@earshot/platform';
import type { TextClassifier } from '@earshot/second-opinion';
import { ThreadClassifier } from '../../apps/worker/src/second-opinion/thread-classifier.js';
import type { ModelToLoad } from '../../apps/worker/src/second-opinion/transformers-classifier.js';
import { INSTALL_RUNTIME, transformersFile } from '../../apps/worker/src/second-opinion/transformers-runtime.js';

/** Options of a thread that runs the sources. */
const FROM_SOURCES = ['--require', 'reflect-metadata', '--require', join(__dirname, 'register-sources.cjs')];

const installed = transformersFile(installationRoot());

/** A group of tests that runs a real model; without the package the reason stands in the report. */
export function describeWithModel(name: string, tests: () => void): void {
  if (installed !== null) describe(name, tests);
  else describe.skip(`${name} (skipped: ${INSTALL_RUNTIME} has not been run)`, tests);
}

export function openModel(model: string, given: Partial<ModelToLoad> = {}): Promise<TextClassifier> {
  if (installed === null) throw new Error(`the package is not installed: ${INSTALL_RUNTIME}`);
  const usual = { transformersFile: installed, model, downloadTo: null, precision: 'fp32', maxTokens: 256, threads: 1 };
  return ThreadClassifier.open({ ...usual, ...given }, FROM_SOURCES);
}
