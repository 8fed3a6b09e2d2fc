import { ConfigError, NotFound } from '@earshot/domain';
import fc from 'fast-check';
import { join } from 'node:path';
import { readPlaybook } from '../playbook/read-playbook.js';
import { Wording } from '../wording/wording.js';
import { fill, PLACEHOLDER_NAMES, placeholdersIn } from './placeholders.js';
import { ReplyTemplates, type TemplateFacts } from './reply-templates.js';
import { parseTemplateFile } from './template-file.js';

const CONFIG = join(__dirname, '../../../../config');
const playbook = readPlaybook(CONFIG);
const templates = ReplyTemplates.read(CONFIG, playbook);
const wording = Wording.read(CONFIG, playbook);
const LANGUAGES = 'fi lv sl id ru en et lt sv no da de nl fr es pt it pl cs sk hr sr bs hu tr uk'.split(' ');
const NAMES = [
  'acknowledge',
  'apology-and-proposal',
  'ask-for-details',
  'solved',
  'promise',
  'updated-review-request',
  'win-back',
];

/** A case of which everything is known. */
const KNOWN: TemplateFacts = {
  zone: 'Europe/Helsinki',
  values: {
    'customer.name': 'Aino Virtanen',
    'agent.name': 'Berta Berg',
    'organisation.name': 'Example Oy',
    'promise.text': '12345',
    options: '1. A\n2. B\n3. C',
    'review.url': 'https://reviews.example/1',
    problem: '…',
    solution: '…',
    question: '…',
    change: '…',
  },
  // After midnight in Helsinki.
  dueAt: new Date('2026-11-18T22:30:00Z'),
  promisedAt: new Date('2026-11-20T15:00:00Z'),
  compensationExpires: '2027-02-28',
};

describe('the reply templates', () => {
  it('are there in every language that is judged', () => {
    expect([...templates.languages].sort()).toEqual([...LANGUAGES].sort());
    for (const language of LANGUAGES) {
      const listed = templates.list(language);
      expect(listed.map(({ name }) => name).sort()).toEqual([...NAMES].sort());
      expect(listed.filter(({ isFallback }) => isFallback)).toEqual([]);
    }
  });

  it.each(LANGUAGES)('in %s can all be filled and have no wording that inflames', (language) => {
    for (const name of NAMES) {
      const { text, missing } = templates.render(name, language, KNOWN);
      expect([name, missing, text.match(/[{}]/)]).toEqual([name, [], null]);
      expect(text).toContain('Aino Virtanen');
      expect(text.trimEnd()).toMatch(/Berta Berg\nExample Oy$/);
      expect([name, wording.warnings(text, language, 'en').map(({ start, end }) => text.slice(start, end))]).toEqual([
        name,
        [],
      ]);
    }
  });

  it('use the same placeholders in every language', () => {
    for (const name of NAMES) {
      const english = placeholdersIn(templates.find(name, 'en').text).sort();
      for (const language of LANGUAGES)
        expect([language, name, placeholdersIn(templates.find(name, language).text).sort()]).toEqual([
          language,
          name,
          english,
        ]);
    }
  });

  it.each([
    ['en', 'November 19, 2026'],
    ['fi', '19. marraskuuta 2026'],
    ['ru', '19 ноября 2026 г.'],
    ['nb', '19. november 2026'],
    ['sr', '19. novembar 2026.'],
    ['hu', '2026. november 19.'],
  ])('put a date into %s words, on the clock of the house', (language, date) => {
    expect(templates.render('acknowledge', language, KNOWN).text).toContain(date);
  });

  it('are in English, with a mark, for a language that has none', () => {
    const template = templates.find('solved', 'ja');
    expect(template).toMatchObject({ language: 'en', isFallback: true, asks: ['solution'] });
    expect(templates.list('ja').every(({ isFallback }) => isFallback)).toBe(true);
    expect(templates.find('solved', 'en-GB').isFallback).toBe(false);
  });

  it('name what is missing and leave it standing', () => {
    const { text, missing } = templates.render('promise', 'en', {
      ...KNOWN,
      promisedAt: null,
      values: { 'customer.name': ' ', 'agent.name': 'Berta Berg', 'organisation.name': '{{agent.name}}' },
    });
    expect(missing).toEqual(['customer.name', 'promise.text', 'promise.date']);
    expect(text).toContain('Dear {{customer.name}},');
    expect(text).toMatch(/Berta Berg\n\{\{agent\.name\}\}$/);
  });

  it('do not let a name break a line', () => {
    const values = { ...KNOWN.values, 'customer.name': 'Aino\r\nBcc: everybody' };
    expect(templates.render('solved', 'en', { ...KNOWN, values }).text).toMatch(/^Dear Aino Bcc: everybody,\n/);
  });

  it('are not found by a name that there is none of', () => {
    expect(() => templates.find('excuse', 'fi')).toThrow(NotFound);
  });
});

describe('filling', () => {
  it('never fills a value again and names exactly what has none', () => {
    const parts = fc.array(fc.oneof(fc.constantFrom(...PLACEHOLDER_NAMES.map((name) => `{{${name}}}`)), fc.string()));
    const values = fc.dictionary(fc.constantFrom(...PLACEHOLDER_NAMES), fc.constantFrom('x', '{{problem}}', '', ' '));
    fc.assert(
      fc.property(parts, values, (pieces, given) => {
        const text = pieces.join('');
        const asked = placeholdersIn(text).filter((name) => (PLACEHOLDER_NAMES as string[]).includes(name));
        const empty = asked.filter((name) => !given[name]?.trim());
        expect([...fill(text, given).missing].sort()).toEqual(empty.sort());
      }),
    );
  });
});

describe('a file of templates with faults', () => {
  const faults = (text: string): readonly string[] => {
    try {
      parseTemplateFile(text, 'xx.txt', 'xx');
      return [];
    } catch (error) {
      return (error as ConfigError).faults.map(({ path, message }) => `${path}: ${message}`);
    }
  };
  const WHOLE = '[greeting]\nHello\n[signature]\nBye\n';

  it.each<[string, string, string]>([
    [
      'an unknown placeholder',
      `${WHOLE}[solved]\nDear\n{{customer.mood}}`,
      `xx.txt:7: {{customer.mood}} is not known: it must be one of ${PLACEHOLDER_NAMES.join(', ')}`,
    ],
    [
      'a placeholder that does not end',
      `${WHOLE}[solved]\n{{problem} {{solution}}`,
      'xx.txt:6: a placeholder must begin with {{ and end with }} on the same line',
    ],
    ['an empty section', `${WHOLE}[solved]\n\n[promise]\nYes`, 'xx.txt:5: the section [solved] is empty'],
    ['a section twice', `${WHOLE}[solved]\nA\n[solved]\nB`, "xx.txt:7: 'solved' stands already at line 5"],
    [
      'an odd name',
      `${WHOLE}[Solved!]\nA`,
      "xx.txt:5: 'Solved!' must be a name of small letters, digits and hyphens, at most 40",
    ],
    [
      'text before the first section',
      `Hello\n${WHOLE}`,
      "xx.txt:1: must be a comment, locale: or a section such as [greeting], but here stands 'Hello'",
    ],
    ['no signature', '[greeting]\nHello', 'xx.txt: must have a section [signature]'],
    ['an odd locale', `locale: n!\n${WHOLE}`, "xx.txt:1: 'n!' must be a language tag such as nb"],
  ])('%s', (_, text, expected) => {
    expect(faults(text)).toContain(expected);
  });

  it('is read when it has none', () => {
    expect(faults(`# comment\nlocale: nb\n${WHOLE}[solved]\n{{ problem }}`)).toEqual([]);
  });
});

it('a step of the playbook that names a template which is not there stops the start', () => {
  const [step] = playbook.steps.filter((one) => one.does === 'action');
  const changed = { ...playbook, steps: [{ ...step!, template: 'excuse' }] };
  expect(() => ReplyTemplates.read(CONFIG, changed as typeof playbook)).toThrow(
    /config\/templates\/en\.txt: must have a section \[excuse\], which step 'heavy-artillery' of the playbook names/,
  );
});
