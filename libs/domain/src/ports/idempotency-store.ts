/** A command as its sender named it. */
export interface NamedCommand {
  readonly userId: string;
  readonly key: string;
  /** SHA-256 of everything that makes the command what it is. */
  readonly requestHash: Uint8Array;
  readonly at: Date;
}

/** `begun`: carry it out; `done`: it was, with this answer; `running`: somebody does; `other`: the name is of another command. */
export type CommandClaim =
  | { readonly kind: 'begun' }
  | { readonly kind: 'done'; readonly status: number; readonly body: string | null }
  | { readonly kind: 'running' }
  | { readonly kind: 'other' };

/** Commands that were carried out, by the names their senders gave them. */
export abstract class IdempotencyStore {
  /**
   * Exactly one of those who claim the same name at the same time begins. Names from before `forgetBefore` are forgotten;
   * a command that began before `lostBefore` and never ended is begun anew, because whoever carried it out is gone.
   */
  abstract claim(command: NamedCommand, forgetBefore: Date, lostBefore: Date): Promise<CommandClaim>;
  /** Keeps the answer, unless the command was given up for lost and begun anew meanwhile. */
  abstract finish(command: NamedCommand, status: number, body: string | null): Promise<void>;
  /** It had no effect: the name is free again. */
  abstract release(command: NamedCommand): Promise<void>;
}
