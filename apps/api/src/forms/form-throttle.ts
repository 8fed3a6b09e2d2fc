import { Inject, Injectable } from '@nestjs/common';
import { BudgetBook } from '@earshot/domain';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { networkOf } from './network-of.js';

const HOUR_MS = 3_600_000;

/** Counts what one address sends to one form, in the database: the limit holds for all processes together. */
@Injectable()
export class FormThrottle {
  constructor(
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
    private readonly budgets: BudgetBook,
  ) {}

  /**
   * Counts one more, unless the limit of this hour, which begins with the first, is reached.
   * @param limit at least 1
   * @returns how long this address has to wait, in milliseconds; 0 when it was counted
   */
  async attempt(formId: string, address: string, limit: number, now: Date): Promise<number> {
    // Addresses are personal: what is stored does not tell them.
    const visitor = this.settings.intake.fingerprint(networkOf(address));
    const key = { scope: 'source', holder: formId, name: `sent by ${visitor}` } as const;
    const hour = { allowed: limit, resetsAt: new Date(now.getTime() + HOUR_MS) };
    const refusal = await this.budgets.draw(null, [{ ...key, amount: 1, limit: hour }], now);
    return refusal === null ? 0 : refusal.resetsAt.getTime() - now.getTime();
  }
}
