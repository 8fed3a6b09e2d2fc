import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { attention, failed, ok, type Finding } from './finding.js';

/** Below the first nothing can be stored for long; below the second there is time to act. Bytes. */
const DISK_FAILED = 200 * 1024 ** 2;
const DISK_ATTENTION = 2 * 1024 ** 3;

/** require() of ES modules works from these on; the launchers check the same. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  return supported
    ? ok('node', `Node ${version}`)
    : failed('node', `Node ${version} is too old`, 'install Node 20.19, 22.12 or newer from https://nodejs.org');
}

/** The folder of the installation: there, writable, closed to others for writing. */
export function checkHome(home: string): Finding {
  if (!existsSync(home)) return ok('home', `${home} is not there yet; npm start makes it`);
  try {
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return failed('home', `${home} cannot be written`, `give it to this account: chown -R "$(id -un)" ${home}`);
  }
  const mode = statSync(home).mode & 0o777;
  if ((mode & 0o022) !== 0)
    return failed('home', `${home} can be written by others (mode ${mode.toString(8)})`, `chmod go-w ${home}`);
  return ok('home', `${home} can be written by this account only`);
}

/** @param folder may not exist yet; then its nearest parent that does is asked. */
export function checkDisk(folder: string): Finding {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  const { bavail, bsize } = statfsSync(existing);
  return judgeDisk(existing, bavail * bsize);
}

export function judgeDisk(folder: string, free: number): Finding {
  const shown = `${(free / 1024 ** 3).toFixed(1)} GB free at ${folder}`;
  if (free < DISK_FAILED) return failed('disk', shown, 'free some space now: messages cannot be stored on a full disk');
  if (free < DISK_ATTENTION)
    return attention('disk', shown, 'free some space soon, or move EARSHOT_HOME to a larger disk');
  return ok('disk', shown);
}

/** Deadlines are counted by these two clocks together: commitments by ours, due work by the database's. */
const SKEW_ATTENTION_MS = 2_000;
const SKEW_FAILED_MS = 60_000;
/** No clock that is right shows an earlier time than the first release. */
const EARLIEST = Date.UTC(2025, 10, 1);

/** @param databaseNow null when there was no database to ask. */
export function judgeClock(now: Date, databaseNow: Date | null, zone: string): Finding {
  const local = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'medium', timeStyle: 'long' }).format(
    now,
  );
  if (now.getTime() < EARLIEST)
    return failed(
      'clock',
      `this machine says ${now.toISOString()}`,
      'set its clock, for example with: timedatectl set-ntp true',
    );
  if (databaseNow === null) return ok('clock', `${local} in ${zone}`);
  const skew = Math.abs(now.getTime() - databaseNow.getTime());
  const apart = `this machine and the database are ${(skew / 1000).toFixed(1)} s apart`;
  const remedy = 'let both take their time from the same NTP server';
  if (skew > SKEW_FAILED_MS) return failed('clock', apart, remedy);
  if (skew > SKEW_ATTENTION_MS) return attention('clock', apart, remedy);
  return ok('clock', `${local} in ${zone}; the database agrees`);
}

/**
 * Node without its full time zone data counts every zone as UTC. Helsinki is two hours ahead in winter and three in summer.
 */
export function checkZoneData(): Finding {
  const hour = (instant: string): string =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Helsinki', hour: '2-digit' }).format(new Date(instant));
  return hour('2026-01-15T12:00:00Z') === '14' && hour('2026-07-15T12:00:00Z') === '15'
    ? ok('zones', `time zone data ${process.versions.tz ?? 'of the system'}`)
    : failed('zones', 'this Node has no time zone data', 'install a Node with full ICU from https://nodejs.org');
}
