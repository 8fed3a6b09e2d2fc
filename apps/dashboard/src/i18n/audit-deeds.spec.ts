import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OVERLAY_DEEDS, SOURCE_DEEDS } from '@earshot/domain';
import { AUDIT_DEED_KINDS } from '../features/audit/audit-search';
import en from './en/audit.json';
import fi from './fi/audit.json';
import id from './id/audit.json';
import lv from './lv/audit.json';
import ru from './ru/audit.json';
import sl from './sl/audit.json';

const ROOT = join(__dirname, '../../../..');

/** How a file puts something on record. */
const RECORDS = /audit_events|audit\.record|recordDeed|insertAuditEvent|event: \{ action/;
const DEED = /['`]([a-z_]+)\.([a-z_]+|\$\{\w+\})['`]/g;

/** What stands for the names that are put in when the program runs. */
const FILLED_IN: Readonly<Record<string, readonly string[]>> = {
  'source.${deed}': SOURCE_DEEDS,
  'overlay.${deed}': OVERLAY_DEEDS,
  'export.${what}': ['alerts', 'cases', 'messages', 'customers'],
};

function deedsOf(folder: string): string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  const code = files.filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|migrations|dashboard/.test(file));
  return code.flatMap((file) => {
    const text = readFileSync(join(ROOT, folder, file), 'utf8');
    return RECORDS.test(text)
      ? [...text.matchAll(DEED)].flatMap(([, kind = '', deed = '']) => spelled(kind, deed))
      : [];
  });
}

function spelled(kind: string, deed: string): string[] {
  if (!deed.startsWith('$')) return [`${kind}.${deed}`];
  const names = FILLED_IN[`${kind}.${deed}`];
  if (names === undefined) throw new Error(`${kind}.${deed} is recorded: say in FILLED_IN what it stands for`);
  return names.map((name) => `${kind}.${name}`);
}

const recorded = [...new Set(['libs', 'apps'].flatMap(deedsOf))].sort();

describe('the audit log', () => {
  it.each(Object.entries({ en, fi, id, lv, ru, sl }))(
    'has words in %s for every deed that is recorded, and for no other',
    (_, { audit }) => {
      const worded = Object.entries(audit.deed).flatMap(([kind, deeds]) =>
        Object.keys(deeds).map((deed) => `${kind}.${deed}`),
      );
      expect(worded.sort()).toEqual(recorded);
    },
  );

  it('can be narrowed to every kind of deed that is recorded, and to no other', () => {
    const kinds = [...new Set(recorded.map((deed) => deed.split('.', 1)[0]))];
    expect([...AUDIT_DEED_KINDS].sort()).toEqual(kinds.sort());
  });
});
