import { describeDerivation, type DerivationStep } from '@earshot/domain';
import fc from 'fast-check';
import i18next from 'i18next';
import en from '../../i18n/en';
import ru from '../../i18n/ru';
import sl from '../../i18n/sl';
import { derivationWords } from './derivation-words';

const speaking = async (language: string, catalogue: object) => {
  const instance = i18next.createInstance();
  await instance.init({
    lng: language,
    resources: { [language]: { translation: catalogue } },
    interpolation: { escapeValue: false },
  });
  return (line: string) => derivationWords(line, instance.t, language);
};

const day = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const minute = fc.integer({ min: 0, max: 1439 });
const name = fc.option(fc.constantFrom('Independence Day', 'Closed (stocktaking), due 17:00', 'Ziemassvētki'));
const timing = fc.constantFrom('open', 'before_opening', 'between_shifts', 'after_closing', 'day_off' as const);
const minutes = fc.integer({ min: 0, max: 5000 });
const step = fc.oneof(
  fc.record({ kind: fc.constant('skipped'), day, name: fc.constant('New Year') }),
  fc.record({ kind: fc.constant('counts_as'), day, name }),
  fc.record({ kind: fc.constant('counted'), day, number: fc.integer({ min: 1, max: 30 }), name }),
  fc.record({ kind: fc.constant('resumed'), day, minute, minutesLeft: fc.integer({ min: -600, max: 5000 }) }),
  fc.record({ kind: fc.constant('worked'), day, minutes }),
  fc.record({ kind: fc.constant('waited'), day, minutes }),
  fc.record({ kind: fc.constant('closed_until'), day, minute }),
  fc.record({ kind: fc.constant('due'), day, minute }),
) as fc.Arbitrary<DerivationStep>;
const received = fc.record({
  kind: fc.constant('received'),
  day,
  minute,
  timing,
  name,
}) as fc.Arbitrary<DerivationStep>;

/** British English has four letters for one month. */
const sameMonths = (line: string): string => line.replaceAll('Sept', 'Sep');

describe('how a deadline was counted', () => {
  it('is understood whatever the server writes: in English it comes out as it was', async () => {
    const instance = i18next.createInstance();
    await instance.init({
      lng: 'en',
      resources: { en: { translation: en } },
      interpolation: { escapeValue: false },
    });
    fc.assert(
      fc.property(received, fc.array(step, { maxLength: 6 }), (first, rest) => {
        const lines = describeDerivation([first, ...rest]);
        expect(lines.map((line) => sameMonths(derivationWords(line, instance.t, 'en-GB')))).toEqual(lines);
      }),
    );
  });

  it('is told in the language of the reader', async () => {
    const lines = describeDerivation([
      { kind: 'received', day: '2026-12-04', minute: 18 * 60 + 40, timing: 'after_closing', name: null },
      { kind: 'counts_as', day: '2026-12-07', name: null },
      { kind: 'skipped', day: '2026-12-25', name: 'Christmas Day' },
      { kind: 'counted', day: '2026-12-10', number: 3, name: null },
      { kind: 'due', day: '2026-12-10', minute: 17 * 60 },
    ]);
    const inSlovenian = await speaking('sl', sl);
    expect(lines.map(inSlovenian)).toEqual([
      'pet. 18:40, po zaprtju → šteje kot pon. 7. dec.',
      'pet. 25. dec. se preskoči (Christmas Day)',
      'čet. 10. dec.: 3. dan, rok 17:00',
    ]);
    const inRussian = await speaking('ru', ru);
    expect(inRussian(lines[2] ?? '')).toBe('чт 10 дек.: день 3, срок 17:00');
  });

  it('that is not known is shown as it stands', async () => {
    const inRussian = await speaking('ru', ru);
    expect(inRussian('by the word of the manager')).toBe('by the word of the manager');
  });
});
