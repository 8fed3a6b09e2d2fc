/** A value as JSON carries it: instants are ISO 8601 in UTC. */
export type Presented<T> = unknown extends T
  ? T
  : T extends Date
    ? string
    : T extends (infer Item)[]
      ? Presented<Item>[]
      : T extends object
        ? { -readonly [Key in keyof T]: Presented<T[Key]> }
        : T;

export function presented<T>(value: T): Presented<T> {
  return present(value) as Presented<T>;
}

function present(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(present);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, present(inner)]));
}
