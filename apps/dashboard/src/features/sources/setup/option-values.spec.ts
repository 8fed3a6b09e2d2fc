import { fieldsOf, labelOf } from './option-field.js';
import { optionsFrom, valuesFrom } from './option-values.js';

const SCHEMA = {
  type: 'object',
  properties: {
    host: { type: 'string', description: 'The server' },
    port: {
      default: null,
      description: '993',
      anyOf: [{ type: 'integer', minimum: 1, maximum: 65535 }, { type: 'null' }],
    },
    security: { type: 'string', enum: ['tls', 'none'], default: 'tls' },
    folders: { type: 'array', items: { type: 'string' }, default: ['INBOX'] },
    ids: { type: 'array', items: { type: 'integer' }, default: [] },
    readSent: { type: 'boolean', default: true },
    mayRead: { type: 'boolean', const: true },
    columns: { type: 'object', additionalProperties: { type: 'string' } },
    smtp: {
      default: null,
      anyOf: [
        {
          type: 'object',
          properties: { host: { type: 'string' }, anonymous: { type: 'boolean', default: false } },
          required: ['host'],
        },
        { type: 'null' },
      ],
    },
  },
  required: ['host', 'mayRead'],
};
const fields = fieldsOf(SCHEMA);

describe('the form of a source', () => {
  it('is drawn from the schema of its options', () => {
    expect(fields.map(({ name, shape, required, optional }) => [name, shape, required, optional])).toEqual([
      ['host', 'text', true, false],
      ['port', 'number', false, true],
      ['security', 'choice', false, true],
      ['folders', 'list', false, true],
      ['ids', 'list', false, true],
      ['readSent', 'switch', false, true],
      ['mayRead', 'switch', true, false],
      ['columns', 'pairs', false, true],
      ['smtp', 'group', false, true],
    ]);
    expect(fields[1]).toMatchObject({ min: 1, max: 65535, whole: true, description: '993' });
  });

  it('says nothing of what is as it would be anyway', () => {
    expect(optionsFrom(fields, valuesFrom(fields, {}))).toEqual({ host: '', mayRead: false });
  });

  it('gives back what is stored', () => {
    const options = {
      host: 'imap.example.org',
      port: 1993,
      security: 'none',
      folders: ['INBOX', 'Complaints, old'],
      ids: [7, 8],
      readSent: false,
      mayRead: true,
      columns: { text: 'Message', author: 'Name' },
      smtp: { host: 'smtp.example.org', anonymous: true },
    };
    expect(optionsFrom(fields, valuesFrom(fields, options))).toEqual(options);
  });

  it('leaves what cannot be understood to the server, which says what would be right', () => {
    const values = { ...valuesFrom(fields, {}), port: 'many', ids: '7\nx', smtp: { host: '', anonymous: false } };
    expect(optionsFrom(fields, values)).toMatchObject({ port: 'many', ids: [7, 'x'], smtp: { host: '' } });
  });

  it.each([
    ['clientId', 'Client ID'],
    ['smtp', 'SMTP'],
    ['tokenUrl', 'Token URL'],
    ['lookBackHours', 'Look back hours'],
  ])('labels %s as %s', (name, label) => expect(labelOf(name)).toBe(label));
});
