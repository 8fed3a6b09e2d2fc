import { faultFile } from './fault-file.js';

it('keeps every fault in a line of its own, and carries out nothing', () => {
  const faults = [
    { row: 17, column: 'rating', value: '=1+1', message: 'must be "1" to 5' },
    { row: 18, column: null, value: null, message: 'has no words' },
  ];
  expect(faultFile(faults)).toBe(
    `"row","column","value","message"\r\n"17","rating","'=1+1","must be ""1"" to 5"\r\n"18","","","has no words"\r\n`,
  );
});
