import { keepsCopy } from './sent-folder.js';

describe('keepsCopy', () => {
  it.each([
    ['smtp.gmail.com', false],
    ['smtp.office365.com', false],
    ['smtp-mail.outlook.com', false],
    ['smtp.shop.example', true],
    ['notgmail.com', true],
  ])('by %s: %s', (host, keeps) => {
    expect(keepsCopy({ keepSent: 'auto' }, { host })).toBe(keeps);
    expect(keepsCopy({ keepSent: 'always' }, { host })).toBe(true);
    expect(keepsCopy({ keepSent: 'never' }, { host })).toBe(false);
  });

  it('of what the server of the house sends, which no mailbox sees', () => {
    expect(keepsCopy({ keepSent: 'auto' }, null)).toBe(true);
  });
});
