/** Whether an item as an API gave it has a field: by what only one of its lists gives, one tells which list it came from. */
export function hasField<Name extends string>(raw: unknown, name: Name): raw is Readonly<Record<Name, unknown>> {
  return typeof raw === 'object' && raw !== null && name in raw;
}
