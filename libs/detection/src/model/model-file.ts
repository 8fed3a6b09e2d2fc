import { InvalidInput } from '@earshot/domain';
import type { ModelWeights } from './linear-model.js';

/** `EARSHOT1`, a little-endian uint32 with the length of the JSON header, the header, one signed byte per bucket. */
const MAGIC = 'EARSHOT1';
const HEADER_AT = MAGIC.length + 4;

export function writeModel(weights: ModelWeights): Buffer {
  const { ngramWeights, ...header } = weights;
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([
    Buffer.from(MAGIC),
    length,
    json,
    Buffer.from(ngramWeights.buffer, ngramWeights.byteOffset, ngramWeights.length),
  ]);
}

/** @throws InvalidInput when the bytes are not a whole model file */
export function readModel(file: string, bytes: Buffer): ModelWeights {
  const fail = (message: string): never => {
    throw new InvalidInput(`${file} is not a model file`, [{ path: file, message }]);
  };
  if (bytes.length < HEADER_AT || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC)
    fail(`it must begin with ${MAGIC}`);
  const end = HEADER_AT + bytes.readUInt32LE(MAGIC.length);
  if (end > bytes.length) fail(`its header ends at byte ${end} of ${bytes.length}`);
  const header = JSON.parse(bytes.toString('utf8', HEADER_AT, end)) as Omit<ModelWeights, 'ngramWeights'>;
  const expected = 2 ** header.ngrams.bits;
  if (bytes.length - end !== expected) fail(`it holds ${bytes.length - end} weights instead of ${expected}`);
  return { ...header, ngramWeights: new Int8Array(bytes.buffer, bytes.byteOffset + end, expected) };
}
