import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '../..');

describe('the third-party notices', () => {
  it('name every package that is used at run time, with its licence', () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const notices = readFileSync(path.join(root, 'THIRD_PARTY_NOTICES.md'), 'utf8');
    const wanted = Object.keys(dependencies).map((name) => {
      const file = path.join(root, 'node_modules', name, 'package.json');
      const { license } = JSON.parse(readFileSync(file, 'utf8')) as { license: string };
      return `| ${name} | ${license} |`;
    });
    expect(wanted.filter((row) => !notices.includes(row))).toEqual([]);
  });
});
