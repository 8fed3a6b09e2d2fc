import { CONNECTORS } from '@earshot/connectors';
import { SourceKinds } from '@earshot/intake';
import {
  helpIn,
  labelIn,
  nameAt,
  type ConnectorCatalogue,
} from '../../apps/dashboard/src/features/sources/setup/connector-catalogue.js';
import { fieldsOf, labelOf, type OptionField } from '../../apps/dashboard/src/features/sources/setup/option-field.js';
import en from '../../apps/dashboard/src/i18n/en/connectors.json';
import labels from '../../apps/dashboard/src/i18n/en/labels.json';
import fi from '../../apps/dashboard/src/i18n/fi/connectors.json';
import id from '../../apps/dashboard/src/i18n/id/connectors.json';
import lv from '../../apps/dashboard/src/i18n/lv/connectors.json';
import ru from '../../apps/dashboard/src/i18n/ru/connectors.json';
import sl from '../../apps/dashboard/src/i18n/sl/connectors.json';

const ENGLISH: ConnectorCatalogue = en;
const TRANSLATED: readonly (readonly [string, ConnectorCatalogue])[] = Object.entries({ fi, id, lv, ru, sl });

/** Kinds that are called by the name of a service, which is the same in most languages. */
const NAMES_OF_SERVICES = [
  ...['mastodon', 'bluesky', 'discourse', 'hacker-news', 'stack-exchange', 'google-play', 'google-business'],
  ...['app-store', 'trustpilot', 'youtube', 'reddit', 'vkontakte', 'x', 'facebook', 'instagram', 'telegram', 'webhook'],
];

interface Entry {
  /** Below the options: `smtp.host`. */
  readonly path: string;
  readonly field: OptionField;
}

const entriesOf = (fields: readonly OptionField[], above = ''): Entry[] =>
  fields.flatMap((field) => {
    const path = `${above}${field.name}`;
    return [{ path, field }, ...(field.shape === 'group' ? entriesOf(field.fields, `${path}.`) : [])];
  });

const KINDS = new SourceKinds(CONNECTORS).list().map(({ kind, title, summary, secrets, schema }) => ({
  kind,
  title,
  summary,
  secrets,
  entries: entriesOf(fieldsOf(schema)),
}));
const ENTRIES = KINDS.flatMap(({ kind, entries }) => entries.map((entry) => ({ kind, ...entry })));
const CHOICES = new Set(ENTRIES.flatMap(({ field }) => (field.shape === 'choice' ? field.choices : [])));
/** Channels are called here as everywhere in the dashboard, and languages by their own names. */
const CALLED_ELSEWHERE = new Set([...Object.keys(labels.channel), 'en', 'fi', 'id', 'lv', 'ru', 'sl']);

describe('the forms of the connectors', () => {
  it('have English words for whatever can be chosen, and for nothing else', () => {
    const wanted = [...CHOICES].filter((choice) => !CALLED_ELSEWHERE.has(choice));
    expect(Object.keys(ENGLISH.choices).sort()).toEqual(wanted.sort());
  });
});

describe.each(TRANSLATED)('the forms of the connectors in %s', (_language, catalogue) => {
  const saidOfKinds = Object.entries(catalogue.kinds);

  it('name and describe every kind, and none that there is not', () => {
    expect(Object.keys(catalogue.kinds).sort()).toEqual(KINDS.map(({ kind }) => kind).sort());
    expect(saidOfKinds.filter(([, { summary }]) => summary.trim() === '')).toEqual([]);
    const named = saidOfKinds.filter(([, { title }]) => title !== undefined).map(([kind]) => kind);
    expect(KINDS.map(({ kind }) => kind).filter((kind) => ![...named, ...NAMES_OF_SERVICES].includes(kind))).toEqual(
      [],
    );
  });

  it('call every option and secret by a name, and explain every option', () => {
    const secrets = KINDS.flatMap(({ kind, secrets }) => secrets.map((path) => ({ kind, path })));
    const unnamed = [...ENTRIES, ...secrets].filter(({ kind, path }) => !labelIn(catalogue, kind, path));
    const unexplained = ENTRIES.filter(({ kind, path }) => !helpIn(catalogue, kind, path));
    expect([...unnamed, ...unexplained].map(({ kind, path }) => `${kind}: ${path}`)).toEqual([]);
  });

  it('have words for the same choices as in English', () => {
    expect(Object.keys(catalogue.choices)).toEqual(Object.keys(ENGLISH.choices));
    expect(Object.values(catalogue.choices).filter((words) => words.trim() === '')).toEqual([]);
  });

  it('say nothing of options that there are not', () => {
    const paths = new Set(ENTRIES.map(({ kind, path }) => `${kind}: ${path}`));
    const ofKinds = saidOfKinds.flatMap(([kind, { labels = {}, help = {} }]) =>
      Object.keys({ ...labels, ...help }).map((path) => `${kind}: ${path}`),
    );
    expect(ofKinds.filter((path) => !paths.has(path))).toEqual([]);
    const helped = new Set(
      ENTRIES.filter(({ kind, path }) => catalogue.kinds[kind]?.help?.[path] === undefined).map(({ path }) =>
        nameAt(path),
      ),
    );
    expect(Object.keys(catalogue.help).filter((name) => !helped.has(name))).toEqual([]);
    const names = new Set([...ENTRIES.map(({ path }) => nameAt(path)), ...KINDS.flatMap(({ secrets }) => secrets)]);
    expect(Object.keys(catalogue.labels).filter((name) => !names.has(name))).toEqual([]);
  });

  it('leave nothing in English', () => {
    const copied = ENTRIES.filter(
      ({ kind, path, field }) =>
        helpIn(catalogue, kind, path) === field.description || labelIn(catalogue, kind, path) === labelOf(field.name),
    );
    const summaries = KINDS.filter(({ kind, summary }) => catalogue.kinds[kind]?.summary === summary);
    expect([...copied.map(({ kind, path }) => `${kind}: ${path}`), ...summaries.map(({ kind }) => kind)]).toEqual([]);
  });

  it('keep addresses and other technical values as they are', () => {
    const addresses = (text: string): string[] => (text.match(/https:\/\/[^\s;,]+[^\s;,.]/g) ?? []).sort();
    const differing = ENTRIES.filter(
      ({ kind, path, field }) =>
        addresses(helpIn(catalogue, kind, path) ?? '').join() !== addresses(field.description).join(),
    );
    expect(differing.map(({ kind, path }) => `${kind}: ${path}`)).toEqual([]);
  });
});
