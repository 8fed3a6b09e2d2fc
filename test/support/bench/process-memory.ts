import { readdirSync, readFileSync } from 'node:fs';

/** The most memory that a process has held so far (VmHWM of proc(5)). MiB. */
export function peakOf(pid: number): number {
  return fieldOf(`/proc/${pid}/status`, 'VmHWM') / 1024;
}

/**
 * Watches a process and everything that it and its children start. Memory that several of them share (the buffers of
 * PostgreSQL) is counted once: the proportional set size of smaps_rollup.
 */
export class TreeMemory {
  private peak = 0;
  private readonly peaks = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly root: number,
    everyMs = 300,
  ) {
    this.timer = setInterval(() => this.sample(), everyMs);
  }

  /** Ends the watch. `tree`: the most that all held together; `processes`: VmHWM of the largest of each name. MiB. */
  stop(): { readonly tree: number; readonly processes: ReadonlyMap<string, number> } {
    clearInterval(this.timer);
    return { tree: this.peak, processes: this.peaks };
  }

  private sample(): void {
    let sum = 0;
    for (const pid of treeOf(this.root)) {
      try {
        sum += fieldOf(`/proc/${pid}/smaps_rollup`, 'Pss') / 1024;
        const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
        this.peaks.set(name, Math.max(this.peaks.get(name) ?? 0, peakOf(pid)));
      } catch {
        // It has ended meanwhile.
      }
    }
    this.peak = Math.max(this.peak, sum);
  }
}

/** A process and its descendants; a server that detaches itself belongs to the session it was started in. */
function treeOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  const belongs = (pid: number): boolean => pid === root || (pid > 1 && belongs(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(belongs);
}

function fieldOf(file: string, field: string): number {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'));
  if (found === null) throw new Error(`${file} has no ${field}`);
  return Number(found[1]);
}
