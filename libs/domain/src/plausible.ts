import type { Fault } from './errors.js';

/**
 * What nobody means: a value beyond these is a slip of the pen, and is refused where it is typed. docs/playbook.md lists
 * them; this is the one place where they are said.
 */
export const PLAUSIBLE = {
  /** Days from now within which a promise is due. */
  promiseDays: 730,
  /** Days from now until which a compensation can be used: ten years. */
  compensationDays: 3_653,
  /** The most that one compensation is worth, in the units of its currency. */
  compensationValue: 1_000_000,
  /** The same in a currency of `SMALL_UNITS`. */
  compensationValueInSmallUnits: 1_000_000_000,
  /** Nobody's customer has left earlier. */
  earliestLeft: new Date('1970-01-01T00:00:00Z'),
} as const;

/** ISO 4217 currencies of which a hundred and more make a euro. */
const SMALL_UNITS: ReadonlySet<string> = new Set(
  `AMD AOA ARS BIF CDF CLP COP CRC DJF DZD GNF HUF IDR IQD IRR ISK JPY KHR KMF KRW KZT LAK LBP LKR LRD MGA MMK MNT MWK NGN
   PKR PYG RSD RWF SDG SLE SOS SSP STN SYP TZS UGX UZS VND VUV XAF XOF XPF YER`.split(/\s+/),
);

const DAY_MS = 86_400_000;
/** Clocks of people differ by a little. */
const TOLERANCE_MS = 60_000;

/** The fault of a deadline that lies too far ahead, or none. */
export function tooFarAhead(path: string, at: Date, now: Date, days: number): Fault[] {
  const latest = new Date(now.getTime() + days * DAY_MS);
  return at <= latest ? [] : [{ path, message: `must not be after ${latest.toISOString().slice(0, 10)}` }];
}

/** @param value a decimal string; @param currency its ISO 4217 code */
export function tooValuable(path: string, value: string, currency: string): Fault[] {
  const most = SMALL_UNITS.has(currency) ? PLAUSIBLE.compensationValueInSmallUnits : PLAUSIBLE.compensationValue;
  return Number(value) <= most ? [] : [{ path, message: `must be at most ${most} ${currency}` }];
}

/** When a customer left lies behind us. */
export function leftImpossibly(path: string, leftAt: Date, now: Date): Fault[] {
  if (leftAt.getTime() > now.getTime() + TOLERANCE_MS) return [{ path, message: 'must not lie in the future' }];
  const earliest = PLAUSIBLE.earliestLeft;
  return leftAt >= earliest ? [] : [{ path, message: `must not be before ${earliest.toISOString().slice(0, 10)}` }];
}
