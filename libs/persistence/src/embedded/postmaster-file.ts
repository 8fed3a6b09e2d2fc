/** What a server writes beside its data about itself. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  /** False while it starts, recovers or stops. */
  readonly ready: boolean;
}

/**
 * Reads postmaster.pid: line 1 is the process, 4 the port, 8 the status (PostgreSQL source, src/include/utils/pidfile.h).
 * Undefined while the file is only partly written.
 */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  // A negative number marks a single-user server, which takes no connections.
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port)) return undefined;
  return { pid, port, ready: lines[7] === 'ready' };
}
