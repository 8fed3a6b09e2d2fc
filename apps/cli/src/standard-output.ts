/** Whoever reads the output has closed it, as `| head` does: there is nobody to work for. */
export class ReaderGone extends Error {
  override readonly name = 'ReaderGone';
}

/** Output that nobody reads any more is no failure of a command: it ends as it would have, and says nothing of it. */
export function endQuietlyWithoutReader(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}

/** Writes to standard output and waits while its reader is slower than we are. @throws ReaderGone */
export async function writeOut(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error === null || error === undefined) resolve();
      else reject('code' in error && error.code === 'EPIPE' ? new ReaderGone() : error);
    });
  });
}
