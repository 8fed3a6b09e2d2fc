import { InvalidInput, type TemplateDocument } from '@earshot/domain';
import { templateDocumentOf, templateFileOf } from './template-document.js';

const document: TemplateDocument = {
  locale: 'nb',
  templates: [
    { name: 'greeting', text: 'Hei {{customer.name}},' },
    { name: 'signature', text: '{{agent.name}}' },
    { name: 'solved', text: 'Saken er løst.\n\n{{solution}}' },
  ],
};

function faultsOf(change: Partial<TemplateDocument>): string[] {
  try {
    templateFileOf('no', { ...document, ...change });
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.faults.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
}

describe('edited reply templates', () => {
  it('come back as they were written', () => {
    expect(templateDocumentOf(templateFileOf('no', document))).toEqual(document);
  });

  it('name the template and the line of a placeholder that nobody can fill', () => {
    const templates = [...document.templates, { name: 'mine', text: 'Hei\n\n{{custmer.name}} og {{due.date' }];
    expect(faultsOf({ templates })).toEqual([
      expect.stringMatching(/^templates\.mine:3: \{\{custmer\.name\}\} is not known: it must be one of customer\.name/),
      'templates.mine:3: a placeholder must begin with {{ and end with }} on the same line',
    ]);
  });

  it('are refused with every fault', () => {
    const templates = [
      { name: 'greeting', text: ' ' },
      { name: 'Not a name', text: 'x' },
      { name: 'twice', text: 'x' },
      { name: 'twice', text: 'y' },
    ];
    expect(faultsOf({ locale: 'no such', templates })).toEqual([
      'locale: must be a language tag such as nb',
      'templates: must have a name of its own each',
      'templates.signature: must be there: it is put around the others',
      'templates.greeting: must not be empty',
      'templates.Not a name: must be a name of small letters, digits and hyphens, at most 40',
    ]);
  });
});
