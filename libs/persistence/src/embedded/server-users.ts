import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf, isAlive } from '@earshot/platform';

/**
 * The processes that use the embedded server, one file each, named by the process and its start, so that those of killed
 * processes are recognised. Who leaves last stops the server: `npm start` and commands may come and go in any order.
 */
export class ServerUsers {
  private readonly folder: string;
  private readonly own = identityOf(process.pid) ?? String(process.pid);

  constructor(home: string) {
    this.folder = join(home, 'postgres-users');
  }

  add(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(this.folder, this.own), '');
  }

  /** @returns whether nobody living is left. */
  removeSelf(): boolean {
    rmSync(join(this.folder, this.own), { force: true });
    if (!existsSync(this.folder)) return true;
    let left = 0;
    for (const identity of readdirSync(this.folder)) {
      if (isAlive(identity)) left += 1;
      else rmSync(join(this.folder, identity), { force: true });
    }
    return left === 0;
  }
}
