import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { InvalidInput } from '@earshot/domain';
import {
  loadLexicon,
  modelCard,
  readCorpus,
  repositoryRoot,
  scoreTable,
  trainModel,
  writeModel,
} from '@earshot/detection';
import type { CliCommand } from '../cli-command.js';

const HELP = `Usage: earshot train --data DIR [--version NAME] [--seed NUMBER] [--out FILE] [--card FILE]

Trains the detector from every label<TAB>text file below DIR and from the messages written for Earshot, and writes the
weights and the model card. The same files and seed give the same weights, bit for bit. Takes some minutes and about 1 GB.
`;

export const command: CliCommand = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      version: { type: 'string', default: '2026.11.4' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      card: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (values.data === undefined) throw new InvalidInput('--data DIR is needed: a folder of label<TAB>text files');
  const root = repositoryRoot();
  const authored = await readCorpus(join(root, 'libs/detection/authored'));
  const sets = [
    ...(await readCorpus(values.data)),
    ...authored.map((set) => ({ ...set, name: `authored/${set.name}` })),
  ];
  const { weights, heldOut } = trainModel(sets, await loadLexicon(), {
    version: values.version,
    seed: Number(values.seed),
    report: (message) => process.stderr.write(`${message}\n`),
  });
  await writeFile(values.out ?? join(root, 'libs/detection/model/earshot.model'), writeModel(weights));
  await writeFile(values.card ?? join(root, 'docs/model-card.md'), modelCard(weights, sets, heldOut));
  process.stdout.write(`${scoreTable(heldOut, weights)}\n`);
  return 0;
};
