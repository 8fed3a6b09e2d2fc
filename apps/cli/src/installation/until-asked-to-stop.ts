/** Resolves at Ctrl-C or SIGTERM. A second Ctrl-C ends the process at once; what was not committed is done again later. */
export function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const stop = (): void => {
      if (asked) process.exit(130);
      asked = true;
      process.stdout.write('\nStopping; press Ctrl-C again to stop at once.\n');
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
