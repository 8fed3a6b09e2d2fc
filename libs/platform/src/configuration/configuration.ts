import { holidayCountries, SECOND_OPINION_ASKS } from '@earshot/domain';
import { z } from 'zod';

/** What a fault says of an option: `expected` completes "… is not"; a secret's value is never shown. */
export const optionNotes = z.registry<{ expected: string; secret?: boolean }>();

const option = <T extends z.ZodType>(schema: T, expected: string, note: { secret?: boolean } = {}): T => {
  optionNotes.add(schema, { expected, ...note });
  return schema;
};

const wholeNumber = (min: number, max: number) =>
  option(z.int().min(min).max(max), `a whole number from ${min} to ${max}`);
const yesOrNo = () => option(z.boolean(), 'true or false');
const words = (what: string) => option(z.string().trim().min(1), what);
const probability = () => option(z.number().min(0).max(1), 'a number from 0 to 1');
const pattern = (regex: RegExp, expected: string) => option(z.string().regex(regex), expected);

const CLOCK_TIME = '([01]\\d|2[0-3]):[0-5]\\d';
const SHIFT = `${CLOCK_TIME}-(${CLOCK_TIME}|24:00)`;
const DAY = '(mon|tue|wed|thu|fri|sat|sun)';
const DAYS = `${DAY}(-${DAY})?`;

/** Shifts in order, none empty, none overlapping; "HH:MM" compares as text. */
function shiftsInOrder(hours: string): boolean {
  const times = hours.split(',').flatMap((shift) => shift.split('-'));
  return times.every((time, i) => i === 0 || time > times[i - 1]! || (i % 2 === 0 && time === times[i - 1]));
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const httpSchema = z.strictObject({
  port: wholeNumber(0, 65_535),
  host: words('a host name or address to listen on, for example 127.0.0.1'),
  publicUrl: option(
    z.url({ protocol: /^https?$/ }),
    'an http or https address, for example https://earshot.example.org',
  ).nullable(),
  trustProxy: wholeNumber(0, 10),
});

const databaseSchema = z.strictObject({
  url: option(
    z.string().regex(/^postgres(ql)?:\/\/./),
    'an address of the form postgres://user:password@host:5432/name',
    { secret: true },
  ).nullable(),
  poolSize: wholeNumber(1, 200),
});

const logSchema = z.strictObject({
  level: option(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    'one of fatal, error, warn, info, debug, trace, silent',
  ),
  pretty: yesOrNo().nullable(),
});

const pollingSchema = z.strictObject({
  tickSeconds: wholeNumber(1, 3600),
  defaultIntervalSeconds: wholeNumber(10, 86_400),
  concurrency: wholeNumber(1, 64),
  pageSize: wholeNumber(1, 1000),
  maxItemBytes: wholeNumber(10_000, 1_000_000_000),
  leaseSeconds: wholeNumber(15, 3600),
});

const networkSchema = z.strictObject({
  allowedHosts: option(
    z.array(z.string().regex(/^[A-Za-z0-9._:-]+(\/\d{1,3})?$/)),
    'a list of host names, addresses or ranges, for example [mail.intra, 10.1.0.0/16]',
  ),
  requestsPerMinute: wholeNumber(1, 100_000),
});

const smtpSchema = z.strictObject({
  host: words('the name of a mail server').nullable(),
  port: wholeNumber(1, 65_535),
  secure: yesOrNo(),
  user: words('a login name').nullable(),
  password: option(z.string().min(1), 'a password', { secret: true }).nullable(),
  from: pattern(
    /^[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/,
    'a sender, for example "Service quality <quality@example.org>"',
  ).nullable(),
});

/** What is in the entries, the policy checks: it names every fault of each. */
const entries = (what: string) => option(z.array(z.record(z.string(), z.unknown())), what);

const calendarSchema = z.strictObject({
  country: option(
    z.string().refine((code) => Object.hasOwn(holidayCountries(), code)),
    'a country whose holidays are known: its code of ISO 3166 in capitals, for example FI',
  ),
  region: pattern(/^[A-Za-z0-9-]{1,10}$/, 'the code of a region of the country, for example BY').nullable(),
  zone: option(z.string().refine(isZone), 'a time zone of the IANA database, for example Europe/Helsinki'),
  hours: option(
    z
      .string()
      .regex(new RegExp(`^${SHIFT}(,${SHIFT})*$`))
      .refine(shiftsInOrder),
    'opening hours in rising order, for example 09:00-17:00 or 09:00-12:00,13:00-17:00',
  ),
  days: pattern(new RegExp(`^${DAYS}(,${DAYS})*$`), 'weekdays, for example mon-fri or mon,wed,fri'),
  closed: entries('a list of days, for example [{ day: 12-31, name: Stocktaking }]'),
  working: entries('a list of days, for example [{ day: 2026-12-19, name: Christmas rush }]'),
});

const digestSchema = z.strictObject({
  localTime: pattern(new RegExp(`^${CLOCK_TIME}$`), 'a time of day, for example "08:00"'),
});

const organisationSchema = z.strictObject({
  name: words('a name'),
  addresses: option(z.array(z.string().regex(/^[^\s@]+@[^\s@]+$/)), 'a list of mail addresses'),
  domains: option(z.array(z.string().regex(/^[^\s@/]+\.[^\s@/]+$/)), 'a list of domains, for example [example.org]'),
});

const labelList = () => option(z.array(z.string().trim().min(1)).min(1), 'a list of labels, for example [negative]');

const secondOpinionSchema = z.strictObject({
  model: option(
    z.string().regex(/^(\.{0,2}\/|[A-Za-z]:[\\/]).+$|^[\w.-]+\/[\w.-]+$/),
    'a folder that begins with / or ./, or a name on the Hugging Face hub such as owner/name',
  ).nullable(),
  precision: option(z.enum(['fp32', 'fp16', 'q8', 'q4']), 'one of fp32, fp16, q8, q4'),
  labels: z.strictObject({ dissatisfied: labelList(), notDissatisfied: labelList() }),
  ask: option(z.enum(SECOND_OPINION_ASKS), 'uncertain or all'),
  sureFrom: option(z.number().min(0.5).max(1), 'a number from 0.5 to 1'),
  maxTokens: wholeNumber(8, 8192),
  threads: wholeNumber(1, 64),
});

const detectionSchema = z.strictObject({
  dissatisfiedFrom: probability().nullable(),
  uncertainFrom: probability().nullable(),
  secondOpinion: secondOpinionSchema,
});

const watchSchema = z.strictObject({
  webhookSecret: option(
    z.string().regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/),
    'whsec_ and a key of 24 bytes or more in base64, as `openssl rand -base64 32` makes it',
    { secret: true },
  ).nullable(),
});

const sourcesSchema = z.strictObject({
  file: words('a YAML file, or a folder of them').nullable(),
  folders: option(z.array(z.string().trim().min(1)), 'a list of folders, for example [/srv/complaints]'),
});

const privacySchema = z.strictObject({ keepDays: wholeNumber(30, 36_500).nullable() });

const shutdownSchema = z.strictObject({ drainSeconds: wholeNumber(0, 600) });

/** The whole configuration, as config/default.yaml explains it. Defaults stand there and nowhere else. */
export const configurationSchema = z.strictObject({
  http: httpSchema,
  database: databaseSchema,
  home: words('a folder'),
  log: logSchema,
  polling: pollingSchema,
  network: networkSchema,
  smtp: smtpSchema,
  calendar: calendarSchema,
  calendars: entries('a list of calendars with name, zone, country and hours'),
  digest: digestSchema,
  organisation: organisationSchema,
  detection: detectionSchema,
  watch: watchSchema,
  sources: sourcesSchema,
  privacy: privacySchema,
  shutdown: shutdownSchema,
});

type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;

/** Parsed once at start and deeply frozen; consumers are given their section, not the whole. */
export type Configuration = Frozen<z.infer<typeof configurationSchema>>;
export type HttpConfiguration = Configuration['http'];
export type DatabaseConfiguration = Configuration['database'];
export type LogConfiguration = Configuration['log'];
export type PollingConfiguration = Configuration['polling'];
export type NetworkConfiguration = Configuration['network'];
export type SmtpConfiguration = Configuration['smtp'];
export type CalendarConfiguration = Configuration['calendar'];
export type DigestConfiguration = Configuration['digest'];
export type OrganisationConfiguration = Configuration['organisation'];
export type DetectionConfiguration = Configuration['detection'];
export type SecondOpinionConfiguration = DetectionConfiguration['secondOpinion'];
export type ShutdownConfiguration = Configuration['shutdown'];
