import { writeModelFolder } from './model-folder.js';
import { FLOAT, INT64, node, onnxFile, tensor, value } from './onnx-file.js';

const LAYERS = 6;
const WIDTH = 768;
const INNER = 4 * WIDTH;

/**
 * The arithmetic of a transformer of DistilBERT's size (6 layers, 768 wide, 42 million weights of 4 bytes) with weights
 * that mean nothing: takes as long as a real one and knows nothing. Returns its folder of 170 MB.
 */
export function writeSixLayers(): string {
  const words = ['[PAD]', '[UNK]'];
  return writeModelFolder({
    weights: transformer(words.length),
    words,
    labels: ['negative', 'positive'],
    length: 512,
  });
}

function transformer(words: number): Buffer {
  const nodes = [node('Gather', ['embedding', 'input_ids'], ['x0'])];
  const constants = [matrix('embedding', words, WIDTH), matrix('head', WIDTH, 2)];
  for (let layer = 0; layer < LAYERS; layer++) {
    const named = (name: string): string => `${name}${layer}`;
    const [input, output] = [`x${layer}`, `x${layer + 1}`];
    for (const part of ['query', 'key', 'value', 'out']) constants.push(matrix(named(part), WIDTH, WIDTH));
    constants.push(matrix(named('widen'), WIDTH, INNER), matrix(named('narrow'), INNER, WIDTH));
    nodes.push(
      node('MatMul', [input, named('query')], [named('q')]),
      node('MatMul', [input, named('key')], [named('k')]),
      node('MatMul', [input, named('value')], [named('v')]),
      node('Einsum', [named('q'), named('k')], [named('scores')], { equation: 'bqw,bkw->bqk' }),
      node('Softmax', [named('scores')], [named('attention')], { axis: 2 }),
      node('MatMul', [named('attention'), named('v')], [named('seen')]),
      node('MatMul', [named('seen'), named('out')], [named('told')]),
      node('Add', [input, named('told')], [named('y')]),
      node('MatMul', [named('y'), named('widen')], [named('wide')]),
      node('Relu', [named('wide')], [named('bent')]),
      node('MatMul', [named('bent'), named('narrow')], [named('narrowed')]),
      node('Add', [named('y'), named('narrowed')], [output]),
    );
  }
  nodes.push(
    node('ReduceMax', [`x${LAYERS}`], ['pooled'], { axes: [1], keepdims: 0 }),
    node('MatMul', ['pooled', 'head'], ['logits']),
  );
  return onnxFile({
    nodes,
    constants,
    inputs: [value('input_ids', INT64, ['texts', 'words'])],
    outputs: [value('logits', FLOAT, ['texts', 2])],
  });
}

/** Small numbers, the same every time. */
function matrix(name: string, rows: number, columns: number): Buffer {
  const values = new Float32Array(rows * columns);
  let state = name.length;
  for (let i = 0; i < values.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    values[i] = (state / 2 ** 32 - 0.5) / 20;
  }
  return tensor(name, [rows, columns], values);
}
