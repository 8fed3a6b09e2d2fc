/** "On DATE, NAME wrote:" as mail programs of the language write it, so that other programs recognise the quote. */
type Line = (date: string, name: string) => string;

const ENGLISH: Line = (date, name) => `On ${date}, ${name} wrote:`;

const LINES: Readonly<Record<string, Line>> = {
  en: ENGLISH,
  fi: (date, name) => `${date} ${name} kirjoitti:`,
  sv: (date, name) => `Den ${date} skrev ${name}:`,
  no: (date, name) => `Den ${date} skrev ${name}:`,
  da: (date, name) => `Den ${date} skrev ${name}:`,
  de: (date, name) => `Am ${date} schrieb ${name}:`,
  nl: (date, name) => `Op ${date} schreef ${name}:`,
  fr: (date, name) => `Le ${date}, ${name} a écrit :`,
  es: (date, name) => `El ${date}, ${name} escribió:`,
  pt: (date, name) => `Em ${date}, ${name} escreveu:`,
  it: (date, name) => `Il ${date} ${name} ha scritto:`,
  pl: (date, name) => `W dniu ${date} ${name} pisze:`,
  cs: (date, name) => `Dne ${date} ${name} napsal(a):`,
  sk: (date, name) => `Dňa ${date} ${name} napísal(a):`,
  hu: (date, name) => `${name} ezt írta (${date}):`,
  et: (date, name) => `${date} kirjutas ${name}:`,
  lv: (date, name) => `${date} ${name} rakstīja:`,
  lt: (date, name) => `${date} ${name} rašė:`,
  sl: (date, name) => `Dne ${date} je ${name} napisal(a):`,
  hr: (date, name) => `Dana ${date} ${name} je napisao/la:`,
  bs: (date, name) => `Dana ${date} ${name} je napisao/la:`,
  sr: (date, name) => `Дана ${date} ${name} је написао/ла:`,
  ru: (date, name) => `${date}, ${name} пишет:`,
  uk: (date, name) => `${date}, ${name} пише:`,
  tr: (date, name) => `${date} tarihinde ${name} şunu yazdı:`,
  id: (date, name) => `Pada ${date}, ${name} menulis:`,
};

const ALIASES: Readonly<Record<string, string>> = { nb: 'no', nn: 'no', in: 'id', sh: 'hr' };

/** Languages in which the line is written; in any other it is English. */
export const ATTRIBUTION_LANGUAGES: readonly string[] = Object.keys(LINES);

/** The line above the quoted words of `name`, in the language (BCP 47) where it is known. The day is that of UTC. */
export function attributionLine(language: string | null, writtenAt: Date, name: string): string {
  const primary = (language ?? 'en').split(/[-_]/)[0]?.toLowerCase() ?? 'en';
  const known = ALIASES[primary] ?? primary;
  const line = Object.hasOwn(LINES, known) ? LINES[known] : undefined;
  const date = writtenAt.toLocaleDateString(line === undefined ? 'en-GB' : dateLocale(known), {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  return (line ?? ENGLISH)(date, name);
}

/** Day before month in English too: most readers of English here are not Americans. */
function dateLocale(language: string): string {
  if (language === 'en') return 'en-GB';
  return language === 'sr' ? 'sr-Cyrl' : language;
}
