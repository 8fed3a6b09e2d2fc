/** How large something is: "57 byte", "1.2 kB"; what is small is told in bytes, because rounded it would be nothing. */
export function formatSize(bytes: number, locale: string): string {
  const [unit, value] = bytes < 1_000 ? ['byte', bytes] : ['kilobyte', bytes / 1_000];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}
