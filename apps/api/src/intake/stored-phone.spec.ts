import { storedPhone } from './stored-phone.js';

describe('a telephone number', () => {
  it.each(['+358 40 1234567', '0401234567', '040-123 4567', '00358 40 1234567', '+358 (0)40 1234567'])(
    'of a house in Finland is one, written %s',
    (written) => expect(storedPhone(written, 'FI')).toBe('+358401234567'),
  );

  it.each([
    ['8 (912) 345-67-89', 'RU', '+79123456789'],
    ['0812-3456-7890', 'ID', '+6281234567890'],
    ['+371 20 123 456', 'FI', '+37120123456'],
  ])('%s, dialled in %s, is %s', (written, country, stored) => expect(storedPhone(written, country)).toBe(stored));

  it.each([
    ['4711', 'FI', '4711'],
    ['040 123 4567', null, '0401234567'],
    ['040 123 4567', 'XX', '0401234567'],
  ])('%s is kept by its digits where it cannot be read (%s)', (written, country, stored) =>
    expect(storedPhone(written, country)).toBe(stored),
  );
});
