import { mailboxCursor, startOfReading, withPosition, type FolderPosition } from './mailbox-cursor.js';

const POSITION: FolderPosition = { uidValidity: '7', lastUid: '40', highestModseq: '99', startingAt: null };
const STATE = { uidValidity: '7', uidNext: 41, highestModseq: '99', exists: 12 };
const SINCE = new Date('2026-03-01T00:00:00Z');

describe('where the reading of a folder starts', () => {
  it('starts at the beginning, bounded by the date, when the folder is new', () => {
    expect(startOfReading(undefined, STATE, SINCE)).toEqual({
      position: { uidValidity: '7', lastUid: '0', highestModseq: null, startingAt: '2026-03-01T00:00:00.000Z' },
      restarted: null,
      upToDate: false,
    });
  });

  it.each([
    ['the next UID is the one after the last', STATE, true],
    ['the next UID is further on', { ...STATE, uidNext: 42 }, false],
    ['the server names no next UID and nothing has changed', { ...STATE, uidNext: null }, true],
    [
      'the server names no next UID and something has changed',
      { ...STATE, uidNext: null, highestModseq: '100' },
      false,
    ],
    ['the server names neither', { ...STATE, uidNext: null, highestModseq: null }, false],
  ])('sees whether something arrived when %s', (_when, state, upToDate) => {
    expect(startOfReading(POSITION, state, SINCE)).toEqual({ position: POSITION, restarted: null, upToDate });
  });

  it.each([
    ['uidvalidity-changed', { ...STATE, uidValidity: '8' }],
    ['uidnext-rewound', { ...STATE, uidNext: 40 }],
  ])('starts again when the UIDs have lost their meaning: %s', (restarted, state) => {
    const start = startOfReading(POSITION, state, null);
    expect(start).toMatchObject({
      restarted,
      upToDate: false,
      position: { lastUid: '0', uidValidity: state.uidValidity },
    });
  });

  it('keeps the date of a first reading that was interrupted, whatever the host asks for now', () => {
    const unfinished = { ...POSITION, startingAt: '2026-01-01T00:00:00.000Z' };
    expect(startOfReading(unfinished, { ...STATE, uidNext: 90 }, null).position).toBe(unfinished);
  });
});

describe('the cursor', () => {
  it('keeps the other folders, and survives being stored', () => {
    const cursor = withPosition({ folders: { INBOX: POSITION } }, 'Sent', { ...POSITION, lastUid: '3' });
    expect(mailboxCursor.parse(JSON.parse(JSON.stringify(cursor)))).toEqual(cursor);
    expect(Object.keys(cursor.folders)).toEqual(['INBOX', 'Sent']);
  });

  it('refuses what is no position', () => {
    expect(mailboxCursor.safeParse({ folders: { INBOX: { ...POSITION, lastUid: 40 } } }).success).toBe(false);
  });
});
