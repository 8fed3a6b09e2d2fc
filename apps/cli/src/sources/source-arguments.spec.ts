import { InvalidInput } from '@earshot/domain';
import { readName } from './source-arguments.js';

describe('a name at the command line', () => {
  it('is taken without the spaces around it', () => {
    expect(readName(' Customer service ')).toBe('Customer service');
  });

  it.each([
    ['nothing', '', 'has 0 characters'],
    ['too much', 'x'.repeat(101), 'has 101 characters'],
    ['a character that nobody sees', 'For\u200Bum', 'U+200B'],
  ])('is refused when it is %s, with its option', (_what, name, words) => {
    const read = () => readName(name, '--source');
    expect(read).toThrow(InvalidInput);
    let faults: unknown;
    try {
      read();
    } catch (error) {
      faults = (error as InvalidInput).faults;
    }
    expect(faults).toEqual([{ path: '--source', message: expect.stringContaining(words) as string }]);
  });
});
