import { judgeDatabase, type DatabaseFacts } from './check-database.js';
import { checkNode, checkZoneData, judgeClock, judgeDisk } from './check-host.js';
import { judgeSources, type SourceFacts } from './check-sources.js';
import { findingLine } from './finding.js';

const now = new Date('2026-11-21T12:00:00Z');
const before = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);

describe('what the doctor thinks of', () => {
  it.each([
    ['20.18.3', 'failed'],
    ['20.19.0', 'ok'],
    ['21.7.0', 'failed'],
    ['22.11.0', 'failed'],
    ['22.12.0', 'ok'],
    ['24.0.1', 'ok'],
  ])('Node %s: %s', (version, state) => {
    expect(checkNode(version).state).toBe(state);
  });

  it('the zone data of this Node', () => {
    expect(checkZoneData().state).toBe('ok');
  });

  it.each([
    [0.1, 'failed'],
    [1, 'attention'],
    [10, 'ok'],
  ])('%d GB of free disk: %s', (gigabytes, state) => {
    expect(judgeDisk('/home', gigabytes * 1024 ** 3).state).toBe(state);
  });

  it('clocks', () => {
    expect(judgeClock(now, now, 'Europe/Helsinki')).toMatchObject({
      state: 'ok',
      message: expect.stringContaining('14:00:00') as string,
    });
    expect(judgeClock(now, before(5), 'UTC')).toMatchObject({
      state: 'attention',
      message: expect.stringContaining('5.0 s apart') as string,
    });
    expect(judgeClock(now, before(-90), 'UTC').state).toBe('failed');
    expect(judgeClock(new Date(0), null, 'UTC').state).toBe('failed');
  });

  it('databases', () => {
    const sound: DatabaseFacts = {
      version: '18.4',
      versionNumber: 180_004,
      encoding: 'UTF8',
      lowered: 'ж',
      now,
      pendingMigrations: [],
    };
    const states = (facts: Partial<DatabaseFacts>) =>
      judgeDatabase({ ...sound, ...facts }, 'external').map(({ state }) => state);
    expect(states({})).toEqual(['ok', 'ok', 'ok']);
    expect(states({ versionNumber: 140_011 })).toEqual(['failed', 'ok', 'ok']);
    expect(states({ encoding: 'SQL_ASCII' })).toEqual(['ok', 'failed', 'ok']);
    expect(states({ lowered: 'Ж' })).toEqual(['ok', 'attention', 'ok']);
    expect(states({ pendingMigrations: ['Initial1'] })).toEqual(['ok', 'ok', 'attention']);
  });

  it('sources', () => {
    const source: SourceFacts = {
      id: '7',
      name: 'Support',
      state: 'healthy',
      stateReason: null,
      lastSuccessAt: before(60),
      createdAt: before(86_400),
      pollIntervalSeconds: 300,
    };
    const line = (facts: Partial<SourceFacts>) =>
      judgeSources([{ ...source, ...facts }], now)
        .map(findingLine)
        .join('\n');
    expect(line({})).toBe('✔ source 7 (Support): healthy, read 60 s ago');
    expect(line({ lastSuccessAt: before(7200) })).toBe(
      '! source 7 (Support): read 2 h ago, due every 5 min → is Earshot running? start it with: npm start',
    );
    expect(line({ lastSuccessAt: null })).toContain('! source 7 (Support): never read');
    expect(line({ lastSuccessAt: null, createdAt: before(60) })).toBe('✔ source 7 (Support): not read yet');
    expect(line({ state: 'failing', stateReason: 'the login was refused' })).toMatch(
      /^✖ .*failing: the login was refused → look at it/,
    );
    expect(line({ state: 'paused' })).toMatch(/^! .*paused → correct it and resume it/);
    expect(judgeSources([], now)[0]?.remedy).toContain('sources add');
  });
});
