import { ConnectorError } from '@earshot/domain';
import { planFolders, type ListedFolder } from './folder-plan.js';

const folder = (path: string, specialUse: string | null = null, selectable = true): ListedFolder => ({
  path,
  specialUse,
  selectable,
});
const LISTED = [
  folder('INBOX', '\\Inbox'),
  folder('[Gmail]', null, false),
  folder('[Gmail]/Отправленные', '\\Sent'),
  folder('[Gmail]/Spam', '\\Junk'),
  folder('Shops/Rīga'),
];
const plan = (options: { folders?: string[]; readSent?: boolean; sentFolder?: string | null } = {}) =>
  planFolders(LISTED, { folders: ['INBOX'], readSent: true, sentFolder: null, ...options });

describe('the plan of the folders', () => {
  it('reads INBOX and finds the Sent folder in any language', () => {
    expect(plan()).toEqual([
      { path: 'INBOX', role: 'received' },
      { path: '[Gmail]/Отправленные', role: 'sent' },
    ]);
  });

  it('reads each folder once, in the named order, INBOX in any spelling', () => {
    expect(plan({ folders: ['Shops/Rīga', 'inbox', 'INBOX'], readSent: false })).toEqual([
      { path: 'Shops/Rīga', role: 'received' },
      { path: 'INBOX', role: 'received' },
    ]);
  });

  it('keeps to the Sent folder that is named, even when it is among the read ones', () => {
    expect(plan({ folders: ['INBOX', 'Shops/Rīga'], sentFolder: 'Shops/Rīga' })).toEqual([
      { path: 'INBOX', role: 'received' },
      { path: 'Shops/Rīga', role: 'sent' },
    ]);
  });

  it('reads junk only when it is named, as junk', () => {
    expect(plan({ folders: ['[Gmail]/Spam'], readSent: false })).toEqual([{ path: '[Gmail]/Spam', role: 'junk' }]);
  });

  it.each(['Archive', '[Gmail]', 'shops/rīga'])('says which folders there are instead of %s', (name) => {
    let error: unknown;
    try {
      plan({ folders: [name] });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConnectorError);
    expect(error).toMatchObject({
      kind: 'misconfigured',
      advice: 'Its folders are: INBOX, [Gmail]/Отправленные, [Gmail]/Spam, Shops/Rīga.',
    });
  });
});
