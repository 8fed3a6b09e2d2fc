import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * A telephone number by which its owner is found again, however it was written: international (E.164: `+358401234567`), where
 * it can be a number of its country. What cannot, an extension of the house perhaps, is kept by its digits.
 *
 * @param country in which numbers without a country code are dialled: ISO 3166, in capitals; `null` where none is known
 */
export function storedPhone(written: string, country: string | null): string {
  const home = country !== null && isSupportedCountry(country) ? country : undefined;
  const phone = parsePhoneNumberFromString(written, home);
  return phone?.isPossible() === true ? phone.number : written.replace(/[^\d+]/g, '');
}
