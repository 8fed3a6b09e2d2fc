/** The pause before the next try of something that failed `failures` times in a row: 0.25 s, doubling up to 10 s. */
export function retryPauseMs(failures: number): number {
  return Math.min(10_000, 250 * 2 ** Math.min(failures - 1, 10));
}
