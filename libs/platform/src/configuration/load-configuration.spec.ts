import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigError } from '@earshot/domain';
import { installationRoot, loadConfiguration } from './load-configuration.js';
import { variableOf } from './known-options.js';

const folders: string[] = [];

function installation(local?: string): string {
  const root = mkdtempSync(join(tmpdir(), 'earshot-config-'));
  folders.push(root);
  mkdirSync(join(root, 'config'));
  writeFileSync(join(root, 'config/default.yaml'), readFileSync(join(installationRoot(), 'config/default.yaml')));
  if (local !== undefined) writeFileSync(join(root, 'config/local.yaml'), local);
  return root;
}

function faultsOf(local: string, environment: Record<string, string> = {}): string[] {
  try {
    loadConfiguration({ root: installation(local), environment });
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map((fault) => `${fault.path}: ${fault.message}`);
    throw error;
  }
  return [];
}

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

describe('the configuration', () => {
  it('takes the defaults, then config/local.yaml, then the environment', () => {
    const root = installation('http:\n  port: 4000\n  host: 0.0.0.0\nsmtp:\n  # host: mail.example.org\n');
    const configuration = loadConfiguration({
      root,
      environment: { PORT: '5000', EARSHOT_HTTP_PUBLIC_URL: 'https://ear.example.org', EARSHOT_LOG_PRETTY: 'null' },
    });
    expect(configuration.http).toEqual({
      port: 5000,
      host: '0.0.0.0',
      publicUrl: 'https://ear.example.org',
      trustProxy: 0,
    });
    expect(configuration.calendar.zone).toBe('Europe/Helsinki');
    expect(configuration.home).toBe(resolve(root, '.earshot'));
    expect(configuration.sources.folders).toEqual([resolve(root, 'config/samples')]);
  });

  it('reads lists, switches and numbers from variables, and an empty variable as none', () => {
    const configuration = loadConfiguration({
      root: installation(),
      environment: {
        EARSHOT_ORGANISATION_DOMAINS: 'example.org, example.com',
        EARSHOT_SMTP_SECURE: 'true',
        EARSHOT_DETECTION_DISSATISFIED_FROM: '0.55',
        EARSHOT_SMTP_HOST: '',
        EARSHOT_SECRET_KEY: 'not an option',
      },
    });
    expect(configuration.organisation.domains).toEqual(['example.org', 'example.com']);
    expect(configuration.smtp.secure).toBe(true);
    expect(configuration.smtp.host).toBeNull();
    expect(configuration.detection.dissatisfiedFrom).toBe(0.55);
  });

  it('cannot be changed afterwards, at any depth', () => {
    const configuration = loadConfiguration({ root: installation(), environment: {} });
    expect(() => Object.assign(configuration.http, { port: 1 })).toThrow(TypeError);
    expect(() => (configuration.network.allowedHosts as string[]).push('10.0.0.1')).toThrow(TypeError);
  });

  it('reports every fault at once, with file, line, value and what would be right', () => {
    const local = [
      'http:',
      '  prot: 80',
      '  port: eighty',
      'calendar:',
      '  hours: 17:00-09:00',
      '  zone: Europe/Helsinky',
      'polling: fast',
    ].join('\n');
    expect(faultsOf(local, { EARSHOT_LOG_LEVEL: 'loud', EARSHOT_HTPP_PORT: '1' })).toEqual([
      'EARSHOT_HTPP_PORT: there is no such option, did you mean EARSHOT_HTTP_PORT?',
      'config/local.yaml:2: there is no option http.prot, did you mean http.port?',
      'config/local.yaml:3: http.port: "eighty" is not a whole number from 0 to 65535',
      'config/local.yaml:5: calendar.hours: "17:00-09:00" is not opening hours in rising order, for example 09:00-17:00 or 09:00-12:00,13:00-17:00',
      'config/local.yaml:6: calendar.zone: "Europe/Helsinky" is not a time zone of the IANA database, for example Europe/Helsinki',
      'config/local.yaml:7: polling is a section with tickSeconds, defaultIntervalSeconds, concurrency, pageSize, maxItemBytes, leaseSeconds, not a value',
      'EARSHOT_LOG_LEVEL: log.level: "loud" is not one of fatal, error, warn, info, debug, trace, silent',
    ]);
  });

  it('names both options where two conflict, beside other faults', () => {
    expect(faultsOf('smtp:\n  host: mail.example.org\n  secure: true\nlog:\n  level: loud\n')).toEqual([
      'config/local.yaml:5: log.level: "loud" is not one of fatal, error, warn, info, debug, trace, silent',
      'config/local.yaml:2: smtp.host is set, so smtp.from must name the sender',
      'config/local.yaml:3: smtp.secure must be true with smtp.port 465 (TLS from the first byte) and false with smtp.port 587 (STARTTLS)',
    ]);
    expect(faultsOf('', { PORT: '1', EARSHOT_HTTP_PORT: '2' })).toEqual([
      'EARSHOT_HTTP_PORT: PORT sets http.port to another value; set only one of the two',
    ]);
  });

  it('knows the countries and regions that a calendar can be made for', () => {
    const [country] = faultsOf('calendar:\n  country: XX\n');
    expect(country).toMatch(
      /^config\/local\.yaml:2: calendar\.country: "XX" is not a country whose holidays are known/,
    );
    const [region] = faultsOf('calendar:\n  country: DE\n  region: ZZ\n');
    expect(region).toMatch(
      /^config\/local\.yaml:3: calendar\.region is ZZ, but calendar\.country DE has the regions BB, /,
    );
  });

  it('takes a folder or a name on the hub for a second model, and each of its labels on one side', () => {
    const second = (lines: string): string[] => faultsOf(`detection:\n  secondOpinion:\n${lines}`);
    for (const model of ['/srv/model', './model', '../model', 'owner/name', 'null'])
      expect(second(`    model: ${model}\n`)).toEqual([]);
    expect(second('    model: model\n')).toEqual([
      'config/local.yaml:3: detection.secondOpinion.model: "model" is not a folder that begins with / or ./, or a name on the Hugging Face hub such as owner/name, or null',
    ]);
    expect(second('    labels:\n      dissatisfied: [Positive, negative]\n')).toEqual([
      'config/local.yaml:4: detection.secondOpinion.labels.dissatisfied and .notDissatisfied both name Positive; a label can stand on one side only',
    ]);
  });

  it('never shows a secret', () => {
    const faults = faultsOf('smtp:\n  user: u\n  password: [hunter2]\n', { DATABASE_URL: 'mysql://u:hunter2@h/d' });
    expect(faults.join('\n')).toContain('smtp.password: the value (hidden) is not a password');
    expect(faults.join('\n')).toContain(
      'DATABASE_URL: database.url: the value (hidden) is not an address of the form postgres://',
    );
    expect(faults.join('\n')).not.toContain('hunter2');
  });

  it('points at the line of broken YAML and of a key written twice', () => {
    expect(faultsOf('http:\n  port: 1\n  port: 2\n')[0]).toMatch(/^config\/local\.yaml:3: this is not YAML: .*unique/);
    expect(faultsOf('http:\n\tport: 1\n')[0]).toMatch(/^config\/local\.yaml:2: this is not YAML: /);
    expect(faultsOf('- http')[0]).toBe('config/local.yaml:1: the file must consist of sections such as "http:"');
  });

  it('names a default that is missing once', () => {
    const root = installation();
    const text = readFileSync(join(root, 'config/default.yaml'), 'utf8')
      .replace(/^ {2}poolSize.*$/m, '')
      .replace('port: 3000', 'port: x');
    writeFileSync(join(root, 'config/default.yaml'), text);
    expect(() => loadConfiguration({ root, environment: {} })).toThrow(
      /^The configuration has 2 faults:\n.*:\d+: http\.port: "x" is not .*\n {2}database\.poolSize: has no valid value/,
    );
  });

  it('derives the name of a variable from the path', () => {
    expect(variableOf('polling.maxItemBytes')).toBe('EARSHOT_POLLING_MAX_ITEM_BYTES');
  });
});
