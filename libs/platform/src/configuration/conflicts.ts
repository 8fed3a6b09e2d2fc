import { holidayRegions, type Fault } from '@earshot/domain';
import type { Configuration } from './configuration.js';

interface Rule {
  /** The option that somebody set; its place is where the fault is reported. */
  readonly path: string;
  readonly broken: (configuration: Configuration) => boolean;
  /** Names both options and what would be right. */
  readonly message: string | ((configuration: Configuration) => string);
}

/** Options that are right by themselves and wrong together. */
const RULES: readonly Rule[] = [
  {
    path: 'smtp.host',
    broken: ({ smtp }) => smtp.host !== null && smtp.from === null,
    message: 'smtp.host is set, so smtp.from must name the sender',
  },
  {
    path: 'smtp.user',
    broken: ({ smtp }) => smtp.user !== null && smtp.password === null,
    message: 'smtp.user is set, so smtp.password must be set too',
  },
  {
    path: 'calendar.region',
    broken: ({ calendar: { country, region } }) => region !== null && !Object.hasOwn(holidayRegions(country), region),
    message: ({ calendar: { country, region } }) => {
      const known = Object.keys(holidayRegions(country)).join(', ');
      return `calendar.region is ${region}, but calendar.country ${country} has ${known === '' ? 'no regions with holidays of their own' : `the regions ${known}`}`;
    },
  },
  {
    path: 'smtp.password',
    broken: ({ smtp }) => smtp.user === null && smtp.password !== null,
    message: 'smtp.password is set, so smtp.user must be set too',
  },
  {
    path: 'smtp.secure',
    broken: ({ smtp }) => smtp.host !== null && smtp.secure !== (smtp.port === 465) && [465, 587].includes(smtp.port),
    message:
      'smtp.secure must be true with smtp.port 465 (TLS from the first byte) and false with smtp.port 587 (STARTTLS)',
  },
  {
    path: 'detection.uncertainFrom',
    broken: ({ detection }) =>
      detection.uncertainFrom !== null &&
      detection.dissatisfiedFrom !== null &&
      detection.uncertainFrom > detection.dissatisfiedFrom,
    message: 'detection.uncertainFrom must not be greater than detection.dissatisfiedFrom',
  },
  {
    path: 'detection.secondOpinion.labels.dissatisfied',
    broken: (configuration) => labelsOnBothSides(configuration).length > 0,
    message: (configuration) =>
      `detection.secondOpinion.labels.dissatisfied and .notDissatisfied both name ${labelsOnBothSides(configuration).join(', ')}; a label can stand on one side only`,
  },
  {
    path: 'polling.leaseSeconds',
    broken: ({ polling }) => polling.leaseSeconds <= polling.tickSeconds,
    message: 'polling.leaseSeconds must be longer than polling.tickSeconds, or every poll is taken over while it runs',
  },
];

function labelsOnBothSides({ detection }: Configuration): string[] {
  const { dissatisfied, notDissatisfied } = detection.secondOpinion.labels;
  const others = new Set(notDissatisfied.map((label) => label.toLowerCase()));
  return dissatisfied.filter((label) => others.has(label.toLowerCase()));
}

/** @param placeOf where an option was set last, for example `config/local.yaml:4`. */
export function conflicts(configuration: Configuration, placeOf: (path: string) => string): Fault[] {
  return RULES.filter((rule) => rule.broken(configuration)).map(({ path, message }) => ({
    path: placeOf(path),
    message: typeof message === 'string' ? message : message(configuration),
  }));
}
