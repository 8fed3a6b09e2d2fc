import fc from 'fast-check';
import { parsePageJson } from './mend-json.js';

describe('JSON as pages write it', () => {
  it.each([
    ['{"a": "one\ntwo\tthree\u0001"}', { a: 'one\ntwo\tthree' }],
    ['{"a": "it\\\'s \\x late"}', { a: "it's x late" }],
    ['{"a": [1, 2, ], "b": {"c": 3 , }, }', { a: [1, 2], b: { c: 3 } }],
    ['<!-- {"a": 1} -->', { a: 1 }],
    ['//<![CDATA[\n{"a": 1}\n//]]>', { a: 1 }],
    ['/*<![CDATA[*/{"a": 1}/*]]>*/', { a: 1 }],
    ['{"a": 1};', { a: 1 }],
    ['{"a": "a, ] and \\" \\\\ , }", "b": "\\u00e4\\n"}', { a: 'a, ] and " \\ , }', b: 'ä\n' }],
  ])('%j', (written, value) => expect(parsePageJson(written)).toEqual(value));

  it.each([[''], ['{'], ['{"a": }'], ['<html>'], ['{"a": "open']])('%j is none', (written) =>
    expect(() => parsePageJson(written)).toThrow(SyntaxError),
  );

  it('leaves proper JSON as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const proper = JSON.stringify(value);
        expect(parsePageJson(proper)).toEqual(JSON.parse(proper));
      }),
    );
  });

  it('reads any text again whose line breaks are raw', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const raw = JSON.stringify({ text, after: 1 }).replaceAll('\\n', '\n').replaceAll('\\t', '\t');
        // An escaped backslash before an n looks the same once it is raw.
        fc.pre(!text.includes('\\'));
        expect(parsePageJson(raw)).toEqual({ text, after: 1 });
      }),
    );
  });
});
