/** Collects the values of a statement that is put together from parts. */
export class SqlParameters {
  readonly values: unknown[] = [];

  /** Returns the placeholder of the value. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
