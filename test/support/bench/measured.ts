import { medianOf, quantileOf } from './table.js';

const ROUNDS = 15;

/** How long something took, ms, round by round. */
export interface Measured {
  readonly name: string;
  readonly times: readonly number[];
}

/** Measures on a warm machine: it is done once before. */
export async function measured(name: string, work: () => Promise<unknown>): Promise<Measured> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return { name, times };
}

/** A row of a table: name, median, nine tenths and the longest. */
export const rowOf = ({ name, times }: Measured): readonly string[] => [
  name,
  ...[medianOf(times), quantileOf(times, 0.9), Math.max(...times)].map((ms) => ms.toFixed(1)),
];
