import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What tells a process from a later one with the same number: its number and its start. Undefined when there is no such
 * process, or when it has ended and only waits to be collected by its parent.
 */
export function identityOf(pid: number): string | undefined {
  const started = process.platform === 'linux' ? startedOnLinux(pid) : startedElsewhere(pid);
  return started === undefined ? undefined : `${pid}@${started}`;
}

/** The number of the process that an identity names. */
export function pidOf(identity: string): number {
  return Number(identity.split('@', 1)[0]);
}

export function isAlive(identity: string): boolean {
  return identityOf(pidOf(identity)) === identity;
}

/** The program and its arguments as one line, or undefined when there is no such process. */
export function commandLineOf(pid: number): string | undefined {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** proc(5): field 3 is the state, field 22 the start in clock ticks since boot; field 2 may itself contain blanks. */
function startedOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function startedElsewhere(pid: number): string | undefined {
  try {
    const [state, ...started] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/);
    return state === undefined || state.startsWith('Z') ? undefined : started.join('-');
  } catch {
    return undefined;
  }
}
