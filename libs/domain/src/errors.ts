/** Something that was asked for does not exist, or not for this person. 404. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  constructor(what: string, id: string) {
    super(`${what} ${id} does not exist`);
  }
}

/** Somebody else changed it first; the caller reads again and decides anew. 409 (412 with If-Match). */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}

/** The caller named the version it saw, and another is in force. 412. */
export class StaleVersion extends Error {
  override readonly name = 'StaleVersion';
  constructor(
    what: string,
    id: string,
    seen: number,
    readonly version: number,
  ) {
    super(`${what} ${id} was changed by somebody else: version ${version} is in force, you saw ${seen}`);
  }
}

/** The state table has no such step from here. 409. */
export class InvalidTransition extends Error {
  override readonly name = 'InvalidTransition';
  constructor(what: string, from: string, action: string, allowed: readonly string[]) {
    super(`${what} is ${from}: '${action}' is not possible, ${possibleWords(allowed)}`);
  }
}

function possibleWords(allowed: readonly string[]): string {
  const last = allowed.at(-1);
  if (last === undefined) return 'and nothing else is';
  return allowed.length === 1 ? `only ${last} is` : `only ${allowed.slice(0, -1).join(', ')} and ${last} are`;
}

/** One fault in what came from outside: where it stands, what was given, what would be right. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** The request or file is wrong; every fault is listed. 400. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  constructor(
    message: string,
    readonly faults: readonly Fault[] = [],
  ) {
    super(message);
  }
}

/** The person may not do this. 403. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
}

/** The configuration is wrong; every problem is listed, then the process exits. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly faults: readonly Fault[]) {
    super(
      `The configuration has ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n${faults.map((f) => `  ${f.path}: ${f.message}`).join('\n')}`,
    );
  }
}
