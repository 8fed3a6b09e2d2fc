import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

/**
 * argon2id with 19 MiB, two passes and one lane: the OWASP Password Storage Cheat Sheet's first choice
 * (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id). `memoryCost` in KiB.
 * argon2id is the library's default algorithm.
 */
export const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** NIST SP 800-63B, 3.1.1.2: at least 15 characters where the password is the only factor; no rules of composition. */
export const SHORTEST_PASSWORD = 15;
/** Longer ones would only cost time. The same section asks for at least 64. */
export const LONGEST_PASSWORD = 200;

/** 120 bits, easy to copy: for the first sign-in of a user whom somebody else adds. */
export function generatedPassword(): string {
  return randomBytes(15).toString('base64url');
}

@Injectable()
export class Passwords implements OnModuleInit {
  /** Compared when the account is unknown, so that the answer takes as long as for a known one. */
  private hashOfNobody: Promise<string> | null = null;

  async onModuleInit(): Promise<void> {
    await this.nobody();
  }

  async hash(password: string): Promise<string> {
    return hash(normalised(password), ARGON2ID);
  }

  /** `stored` null: nobody has that account; takes the same time and is false. */
  async matches(stored: string | null, password: string): Promise<boolean> {
    const matching = await verify(stored ?? (await this.nobody()), normalised(password));
    return stored !== null && matching;
  }

  private nobody(): Promise<string> {
    return (this.hashOfNobody ??= hash(randomBytes(32), ARGON2ID));
  }
}

/** The same characters may be typed as different code points on another keyboard (NIST SP 800-63B, 3.1.1.2). */
const normalised = (password: string): string => password.normalize('NFKC');
