import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Probability of one language, as an ISO 639 code of the classifier (`fi`, `sr`, `ceb`). */
export interface LanguageGuess {
  readonly language: string;
  readonly probability: number;
}

/** Names languages of texts, most probable first. Synchronous once it is loaded. */
export interface LanguageClassifier {
  classify(text: string): LanguageGuess[];
}

/** The native objects of fasttext.wasm.js that are used here. */
interface FastTextModule {
  readonly FS: { writeFile(path: string, bytes: Uint8Array): void };
  readonly FastText: new () => FastTextNative;
}
interface FastTextNative {
  loadModel(path: string): void;
  predict(text: string, count: number, threshold: number): FastTextPredictions;
}
interface FastTextPredictions {
  size(): number;
  get(index: number): [probability: number, label: string];
  delete(): void;
}

const GUESSES = 3;
const LABEL_PREFIX = '__label__';

/**
 * Loads lid.176 (Joulin et al. 2016, CC BY-SA 3.0, inside the package fasttext.wasm.js) into WebAssembly: about 80 ms and
 * 20 MB. The package's own wrapper keeps every answer on the WebAssembly heap, so its core is used and answers are freed.
 */
export async function loadFastTextClassifier(): Promise<LanguageClassifier> {
  const resolve = createRequire(pathToFileURL(__filename)).resolve;
  const { default: start } = (await import('fasttext.wasm.js/dist/core/fastText.node.js')) as unknown as {
    default: (options: { wasmBinary: Uint8Array }) => Promise<FastTextModule>;
  };
  const [wasmBinary, model] = await Promise.all([
    readFile(resolve('fasttext.wasm.js/dist/core/fastText.node.wasm')),
    readFile(resolve('fasttext.wasm.js/dist/fastText/models/lid.176.ftz')),
  ]);
  const core = await start({ wasmBinary });
  core.FS.writeFile('/lid.176.ftz', model);
  const native = new core.FastText();
  native.loadModel('/lid.176.ftz');
  return {
    classify(text) {
      const predictions = native.predict(text, GUESSES, 0);
      try {
        return Array.from({ length: predictions.size() }, (_, index) => {
          const [probability, label] = predictions.get(index);
          return { language: label.slice(LABEL_PREFIX.length), probability: Math.min(1, probability) };
        });
      } finally {
        predictions.delete();
      }
    },
  };
}
