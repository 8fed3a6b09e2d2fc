import { templateIssues } from './template-issues';

const KNOWN = new Set(['customer.name', 'options']);

describe('a template while it is being written', () => {
  it('is fine with placeholders that are known, however they are spaced', () => {
    expect(templateIssues('Dear {{customer.name}},\n\n{{ options }}', KNOWN)).toEqual([]);
  });

  it('names an unknown placeholder with its place', () => {
    expect(templateIssues('Dear {{customer.name}},\nhere: {{opitons}}', KNOWN)).toEqual([
      { kind: 'unknown', name: 'opitons', line: 2, column: 7 },
    ]);
  });

  it.each([
    ['Dear {{customer.name', 6],
    ['{{options}} and }} more', 17],
    ['{{customer.\nname}}', 1],
  ])('says where braces lack their counterpart: %j', (text, column) => {
    expect(templateIssues(text, KNOWN)[0]).toEqual({ kind: 'torn', name: '', line: 1, column });
  });

  it('must say something', () => {
    expect(templateIssues(' \n ', KNOWN)).toEqual([{ kind: 'empty', name: '', line: 1, column: 1 }]);
  });
});
