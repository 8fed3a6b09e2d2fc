import { Injectable } from '@nestjs/common';
import { DigestStore, UserStore, type StoredDigestSubscription, type User } from '@earshot/domain';

/** Who may read digests, and what they have set up. */
@Injectable()
export class DigestReaders {
  constructor(
    private readonly users: UserStore,
    private readonly store: DigestStore,
  ) {}

  /** `null` for nobody, and for somebody who may not sign in any more. */
  async find(userId: string): Promise<User | null> {
    const user = (await this.users.list()).find(({ id }) => id === userId);
    return user === undefined || user.disabledAt !== null ? null : user;
  }

  /** One of a reader's subscriptions, told by its edition or by its id; `null` when it was never set up. */
  async subscription(
    userId: string,
    which: Partial<Pick<StoredDigestSubscription, 'edition' | 'id'>>,
  ): Promise<StoredDigestSubscription | null> {
    const all = await this.store.subscriptions(userId);
    return all.find(({ edition, id }) => edition === which.edition || id === which.id) ?? null;
  }
}
