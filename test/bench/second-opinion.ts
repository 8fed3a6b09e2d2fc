/**
 * What a second opinion costs: seconds to load a model, memory, and texts a second of one core. Models: one of six words
 * (what everything around a model costs), one of DistilBERT's size that knows nothing, and the folder that
 * EARSHOT_BENCH_MODEL names. Texts: the messages written for Earshot. Needs npm ci --prefix libs/second-opinion/runtime
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readCorpus, repositoryRoot } from '@earshot/detection';
import { markdownTable, medianOf } from '../support/bench/table.js';
import { writeSixLayers } from '../support/hand-made-models/six-layers.js';
import { writeSixWords } from '../support/hand-made-models/six-words.js';
import { openModel } from '../support/second-opinion.js';

const SECONDS = 20;
const MIB = 1024 ** 2;

/** In a process of its own, so that the memory is that of one model. */
async function measure(folder: string): Promise<void> {
  const texts = await authoredTexts();
  const before = process.memoryUsage().rss;
  const began = performance.now();
  const model = await openModel(folder);
  const loaded = (performance.now() - began) / 1000;
  const times: number[] = [];
  const end = performance.now() + SECONDS * 1000;
  for (let i = 0; performance.now() < end; i++) {
    const start = performance.now();
    await model.classify(texts[i % texts.length] as string);
    times.push(performance.now() - start);
  }
  const memory = Math.round((process.memoryUsage().rss - before) / MIB);
  await model.close();
  const median = medianOf(times);
  process.stdout.write(JSON.stringify([loaded.toFixed(1), memory, median.toFixed(1), Math.round(1000 / median)]));
}

async function authoredTexts(): Promise<string[]> {
  const corpus = await readCorpus(join(repositoryRoot(), 'libs/detection/authored/plain'));
  return corpus.flatMap(({ examples }) => examples.map(({ text }) => text));
}

function compare(): void {
  const made = [
    { name: 'six words', folder: writeSixWords() },
    { name: "DistilBERT's size, fp32, meaningless weights", folder: writeSixLayers() },
  ];
  const own = process.env['EARSHOT_BENCH_MODEL'];
  const models = [...made, ...(own === undefined ? [] : [{ name: own, folder: own }])];
  const loader = join(__dirname, '../support/bench/load.cjs');
  try {
    const rows = models.map(({ name, folder }) => {
      const figures = execFileSync(process.execPath, [loader, __filename, folder], { encoding: 'utf8' });
      return [name, ...(JSON.parse(figures) as (string | number)[])];
    });
    const head = ['one thread', 'loading, s', 'memory, MiB', 'ms a text, median', 'texts/s'];
    process.stdout.write(`${markdownTable(head, rows)}\n`);
  } finally {
    for (const { folder } of made) rmSync(folder, { recursive: true });
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) compare();
else void measure(folder);
