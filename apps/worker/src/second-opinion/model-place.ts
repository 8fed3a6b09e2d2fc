import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SecondOpinionConfiguration } from '@earshot/platform';
import { labelsOf } from './label-probabilities.js';
import type { ModelDescription } from './transformers.js';

type Precision = SecondOpinionConfiguration['precision'];

/** The names under which models are published, by precision. */
const WEIGHTS: Readonly<Record<Precision, string>> = {
  fp32: 'onnx/model.onnx',
  fp16: 'onnx/model_fp16.onnx',
  q8: 'onnx/model_quantized.onnx',
  q4: 'onnx/model_q4.onnx',
};

/** Absolute; `null` for a name on the hub. @param root what a relative folder is relative to */
export function modelFolder(model: string, root: string): string | null {
  return /^(\.{0,2}\/|[A-Za-z]:[\\/])/.test(model) ? resolve(root, model) : null;
}

/** @returns the labels of the model in a folder, or what is missing there */
export function inspectModel(
  folder: string,
  precision: Precision,
): { readonly labels: string[] } | { readonly fault: string } {
  const needed = ['config.json', 'tokenizer.json', 'tokenizer_config.json', WEIGHTS[precision]];
  const missing = needed.filter((file) => !existsSync(join(folder, file)));
  if (missing.length > 0) {
    const others = Object.entries(WEIGHTS).filter(([, file]) => existsSync(join(folder, file)));
    const hint =
      missing.includes(WEIGHTS[precision]) && others.length > 0
        ? ` (the folder has the precision ${others.map(([name]) => name).join(', ')})`
        : '';
    return { fault: `${folder} is not the folder of a model: it has no ${missing.join(', ')}${hint}` };
  }
  try {
    const description = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as ModelDescription;
    return { labels: labelsOf(description) };
  } catch (error) {
    return { fault: `${join(folder, 'config.json')} cannot be read: ${(error as Error).message}` };
  }
}
