/**
 * Writes ONNX files by hand, as far as tests need them: the messages of onnx.proto3 (ONNX IR 8, operator set 13) in
 * protobuf's wire format. Numbers in the code are the field numbers of that file.
 */

export const FLOAT = 1;
export const INT64 = 7;

/** Integers and length-delimited fields are all that is needed. */
function field(number: number, value: number | string | Buffer): Buffer {
  if (typeof value === 'number') return Buffer.concat([varint(number << 3), varint(value)]);
  const bytes = Buffer.from(value);
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low | 128 : low);
  } while (rest > 0);
  return Buffer.from(bytes);
}

const message = (...fields: readonly Buffer[]): Buffer => Buffer.concat(fields);

type Attribute = number | string | readonly number[];

/** A step of the graph. */
export function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, Attribute>> = {},
): Buffer {
  return message(
    ...inputs.map((name) => field(1, name)),
    ...outputs.map((name) => field(2, name)),
    field(4, operator),
    ...Object.entries(attributes).map(([name, value]) => field(5, attribute(name, value))),
  );
}

function attribute(name: string, value: Attribute): Buffer {
  const [INT, STRING, INTS] = [2, 3, 7];
  if (typeof value === 'number') return message(field(1, name), field(3, value), field(20, INT));
  if (typeof value === 'string') return message(field(1, name), field(4, value), field(20, STRING));
  return message(field(1, name), ...value.map((one) => field(8, one)), field(20, INTS));
}

/** A constant. */
export function tensor(name: string, dims: readonly number[], values: Float32Array | BigInt64Array): Buffer {
  const type = values instanceof Float32Array ? FLOAT : INT64;
  const raw = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return message(...dims.map((dim) => field(1, dim)), field(2, type), field(8, name), field(9, raw));
}

/** What goes in or comes out; a dimension that may vary has a name. */
export function value(name: string, type: number, dims: readonly (number | string)[]): Buffer {
  const shape = message(...dims.map((dim) => field(1, typeof dim === 'number' ? field(1, dim) : field(2, dim))));
  return message(field(1, name), field(2, field(1, message(field(1, type), field(2, shape)))));
}

export interface Graph {
  readonly nodes: readonly Buffer[];
  readonly constants: readonly Buffer[];
  readonly inputs: readonly Buffer[];
  readonly outputs: readonly Buffer[];
}

export function onnxFile({ nodes, constants, inputs, outputs }: Graph): Buffer {
  const graph = message(
    ...nodes.map((one) => field(1, one)),
    field(2, 'earshot-test'),
    ...constants.map((one) => field(5, one)),
    ...inputs.map((one) => field(11, one)),
    ...outputs.map((one) => field(12, one)),
  );
  return message(field(1, 8), field(7, graph), field(8, field(2, 13)));
}
