/** Rows of sparse features: `columns` and `values` of row i are at [starts[i], starts[i+1]). */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
  readonly width: number;
}

export interface LogisticProblem {
  readonly rows: SparseRows;
  /** Rows to learn from. */
  readonly chosen: Int32Array;
  /** +1 or -1 for each row. */
  readonly labels: Int8Array;
  /** Penalty of an error on each row (LIBLINEAR's C times the weight of the row). */
  readonly penalties: Float64Array;
  /** Score that each row has before anything is learned: prior weights, which learning moves only as far as data says. */
  readonly offsets: Float64Array;
  readonly seed: number;
  readonly epochs: number;
}

/**
 * L2-regularised logistic regression by dual coordinate descent (Yu, Huang, Lin 2011, algorithm 5). The same rows and seed
 * give the same weights bit for bit: one thread, a fixed order, only IEEE arithmetic and Math.log, which V8 computes alike
 * on every machine.
 */
export function fitLogistic(problem: LogisticProblem): Float64Array {
  const { rows, chosen, labels, penalties, offsets, epochs } = problem;
  const weights = new Float64Array(rows.width);
  const alphas = new Float64Array(chosen.length);
  const squares = new Float64Array(chosen.length);
  const scratch = new Float64Array(rows.width);
  for (let k = 0; k < chosen.length; k++) {
    const row = chosen[k] as number;
    alphas[k] = Math.min(0.001 * (penalties[row] as number), 1e-8);
    squares[k] = squareOf(rows, row, scratch);
    addRow(weights, rows, row, (labels[row] as number) * (alphas[k] as number));
  }
  const order = Int32Array.from(chosen.keys());
  const random = mulberry32(problem.seed);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const k of order) {
      const row = chosen[k] as number;
      const penalty = penalties[row] as number;
      if (penalty <= 0) continue;
      const label = labels[row] as number;
      const margin = label * (dotRow(weights, rows, row) + (offsets[row] as number));
      const old = alphas[k] as number;
      const updated = solveOne(old, penalty, squares[k] as number, margin);
      if (updated === old) continue;
      alphas[k] = updated;
      addRow(weights, rows, row, label * (updated - old));
    }
  }
  return weights;
}

/** Newton's method on one dual variable, on the side of the interval (0, penalty) where it converges. */
function solveOne(alpha: number, penalty: number, square: number, margin: number): number {
  const isUpper = 0.5 * square * (penalty - 2 * alpha) + margin < 0;
  const sign = isUpper ? -1 : 1;
  const from = isUpper ? penalty - alpha : alpha;
  let z = Math.max(penalty - from < 0.5 * penalty ? 0.1 * from : from, penalty * 1e-12);
  for (let step = 0; step < 20; step++) {
    const slope = square * (z - from) + sign * margin + Math.log(z / (penalty - z));
    if (Math.abs(slope) < 1e-3) break;
    const next = z - slope / (square + penalty / (penalty - z) / z);
    z = next <= 0 ? z * 0.1 : Math.min(next, penalty * (1 - 1e-12));
  }
  return isUpper ? penalty - z : z;
}

export function dotRow(weights: Float64Array, rows: SparseRows, row: number): number {
  const end = rows.starts[row + 1] as number;
  let sum = 0;
  for (let i = rows.starts[row] as number; i < end; i++)
    sum += (weights[rows.columns[i] as number] as number) * (rows.values[i] as number);
  return sum;
}

function addRow(weights: Float64Array, rows: SparseRows, row: number, factor: number): void {
  const end = rows.starts[row + 1] as number;
  for (let i = rows.starts[row] as number; i < end; i++) {
    const column = rows.columns[i] as number;
    weights[column] = (weights[column] as number) + factor * (rows.values[i] as number);
  }
}

/** Squared length of a row, in which a column may stand more than once; `scratch` is all zero before and after. */
function squareOf(rows: SparseRows, row: number, scratch: Float64Array): number {
  const start = rows.starts[row] as number;
  const end = rows.starts[row + 1] as number;
  let sum = 0;
  addRow(scratch, rows, row, 1);
  for (let i = start; i < end; i++) sum += (scratch[rows.columns[i] as number] as number) * (rows.values[i] as number);
  for (let i = start; i < end; i++) scratch[rows.columns[i] as number] = 0;
  return Math.max(sum, 1e-6);
}

/** A small seeded generator (mulberry32, public domain). */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function shuffle(items: Int32Array, random: () => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = items[i] as number;
    items[i] = items[j] as number;
    items[j] = held;
  }
}
