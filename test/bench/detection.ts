/**
 * How well and how fast unhappy customers are recognised, beside four sentiment packages; the same texts, one run. Texts:
 * the messages written for Earshot, or every label<TAB>text file below the folder that EARSHOT_BENCH_DATA names.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { loadAssessor, readCorpus, repositoryRoot, scoreSet, type LabelledSet } from '@earshot/detection';

interface Judge {
  readonly name: string;
  /** Above or at 0.5 is dissatisfied. */
  readonly judge: (text: string, language: string | null) => number;
  /** Rows a set; the slow ones see fewer. */
  readonly most: number;
}

const SECONDS = 2;

/** Loaded by name: the packages bring no types. */
const load = createRequire(__filename) as (name: string) => unknown;

async function judges(): Promise<Judge[]> {
  const assessor = await loadAssessor();
  const wink = load('wink-sentiment') as (text: string) => { score: number };
  const Sentiment = load('sentiment') as new () => { analyze(text: string): { score: number } };
  const sentiment = new Sentiment();
  const vader = load('vader-sentiment') as {
    SentimentIntensityAnalyzer: { polarity_scores(text: string): { compound: number } };
  };
  const multilang = load('multilang-sentiment') as (text: string, language: string) => { score: number };
  const below = (score: number): number => (score < 0 ? 1 : 0);
  const everything = 100_000;
  return [
    { name: 'Earshot', judge: (text) => assessor.assess({ text }).probability, most: everything },
    { name: 'wink-sentiment', judge: (text) => below(wink(text).score), most: everything },
    { name: 'sentiment', judge: (text) => below(sentiment.analyze(text).score), most: everything },
    {
      name: 'vader-sentiment',
      judge: (text) => below(vader.SentimentIntensityAnalyzer.polarity_scores(text).compound),
      most: everything,
    },
    {
      name: 'multilang-sentiment (told the language)',
      judge: (text, language) => below(multilang(text, language ?? 'en').score),
      most: 100,
    },
  ];
}

function measure({ name, judge, most }: Judge, sets: readonly LabelledSet[]): string {
  const cut = sets.map((set) => ({ ...set, examples: set.examples.slice(0, most) }));
  const figures = cut.map(({ examples, language }) => {
    const probabilities = examples.map(({ text }) => judge(text, language));
    const labels = examples.map(({ dissatisfied }) => dissatisfied);
    return scoreSet(probabilities, labels, { from: 0.5, to: 0.5 }).macroF1;
  });
  const mean = figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
  const perSecond = Math.round(speedOf(judge, cut));
  return `| ${name} | ${mean.toFixed(3)} | ${Math.min(...figures).toFixed(3)} | ${perSecond.toLocaleString('en')} |`;
}

/** Texts a second of processor time, after as much again to warm up. */
function speedOf(judge: Judge['judge'], sets: readonly LabelledSet[]): number {
  let perSecond = 0;
  for (const _round of ['warm-up', 'measured']) {
    const before = process.cpuUsage();
    let texts = 0;
    let seconds = 0;
    while (seconds < SECONDS) {
      for (const { examples, language } of sets) for (const { text } of examples) judge(text, language);
      texts += sets.reduce((sum, { examples }) => sum + examples.length, 0);
      const { user, system } = process.cpuUsage(before);
      seconds = (user + system) / 1e6;
    }
    perSecond = texts / seconds;
  }
  return perSecond;
}

async function main(): Promise<void> {
  const dir = process.env['EARSHOT_BENCH_DATA'] ?? join(repositoryRoot(), 'libs/detection/authored/plain');
  const sets = await readCorpus(dir);
  const lines = ['| | mean macro-F1 | worst set | texts a second of one core |', '| --- | --: | --: | --: |'];
  for (const judge of await judges()) lines.push(measure(judge, sets));
  process.stdout.write(`${sets.length} sets\n\n${lines.join('\n')}\n`);
}

void main();
