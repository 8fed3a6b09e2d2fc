import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '@earshot/domain';
import { loadConfiguration, type SecondOpinionConfiguration } from '@earshot/platform';
import { secondOpinionSetup } from './second-opinion-setup.js';

describe('the second opinion at start', () => {
  const usual = loadConfiguration({ environment: {} }).detection.secondOpinion;
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'earshot-setup-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  const setup = (given: Partial<SecondOpinionConfiguration>) =>
    secondOpinionSetup({ ...usual, ...given }, { root, home: join(root, 'home') });
  const faultsOf = (given: Partial<SecondOpinionConfiguration>): string[] => {
    try {
      setup(given);
    } catch (error) {
      if (error instanceof ConfigError) return error.faults.map(({ path, message }) => `${path}: ${message}`);
      throw error;
    }
    return [];
  };
  /** As if the package were installed: nothing of it is loaded before the first question. */
  const install = (): void => {
    const folder = join(root, 'libs/second-opinion/runtime/node_modules/@huggingface/transformers');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.js'), '');
  };
  const writeModel = (labels: readonly string[], weights = 'model_quantized.onnx'): void => {
    mkdirSync(join(root, 'model/onnx'), { recursive: true });
    writeFileSync(join(root, 'model/config.json'), JSON.stringify({ id2label: { ...labels } }));
    for (const file of ['tokenizer.json', 'tokenizer_config.json', `onnx/${weights}`])
      writeFileSync(join(root, 'model', file), '{}');
  };

  it('is nobody as long as no model is named, and needs no package then', () => {
    expect(setup({ model: null })).toBeNull();
  });

  it('says with which command to install what is missing', () => {
    expect(faultsOf({ model: 'owner/name' })).toEqual([
      `detection.secondOpinion.model: what it runs on is not installed; run npm ci --prefix libs/second-opinion/runtime in ${root}, or set the model to null`,
    ]);
  });

  it('says what a folder lacks to be a model, beside what else is missing', () => {
    const faults = faultsOf({ model: './nowhere' });
    expect(faults).toHaveLength(2);
    expect(faults[1]).toBe(
      `detection.secondOpinion.model: ${join(root, 'nowhere')} is not the folder of a model: it has no config.json, tokenizer.json, tokenizer_config.json, onnx/model_quantized.onnx`,
    );
  });

  it('says which precision a model has when it has not the one asked for', () => {
    install();
    writeModel(['negative', 'positive'], 'model.onnx');
    expect(faultsOf({ model: './model' })[0]).toMatch(
      /it has no onnx\/model_quantized.onnx \(the folder has the precision fp32\)$/,
    );
  });

  it('says which labels a model has when they are not all understood', () => {
    install();
    writeModel(['negative', 'LABEL_1', 'positive']);
    expect(faultsOf({ model: './model' })).toEqual([
      'detection.secondOpinion.labels: the model has the labels negative, LABEL_1, positive, of which LABEL_1 must be named in labels.dissatisfied or labels.notDissatisfied',
    ]);
  });

  it('fetches nothing for a model in a folder, and keeps one of the hub in the home', () => {
    install();
    writeModel(['NEGATIVE', 'POSITIVE']);
    expect(setup({ model: './model' })?.load).toMatchObject({ model: join(root, 'model'), downloadTo: null });
    expect(setup({ model: 'owner/name' })?.load).toMatchObject({
      model: 'owner/name',
      downloadTo: join(root, 'home/models'),
    });
  });
});
