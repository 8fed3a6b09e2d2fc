import { Conflict, UserStore, type NewUser, type OwnSettings, type User } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { UserEntity } from '../entities/index.js';
import { isUniqueViolation } from './unique-violation.js';

export class PostgresUserStore extends UserStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async add(user: NewUser): Promise<User> {
    const users = this.dataSource.getRepository(UserEntity);
    try {
      const { id } = await users.save(users.create({ ...user }));
      return await users.findOneByOrFail({ id });
    } catch (error) {
      if (isUniqueViolation(error)) throw new Conflict(`There is a user with the address ${user.email} already`);
      throw error;
    }
  }

  async list(): Promise<readonly User[]> {
    return this.dataSource.getRepository(UserEntity).find({ order: { email: 'ASC' } });
  }

  async credentialsOf(email: string): Promise<{ user: User; passwordHash: string } | null> {
    const user = await this.dataSource
      .getRepository(UserEntity)
      .createQueryBuilder('user')
      .addSelect('user.passwordHash')
      .where({ email })
      .getOne();
    return user === null ? null : { user, passwordHash: user.passwordHash };
  }

  async changeOwn(id: string, change: OwnSettings): Promise<User> {
    const users = this.dataSource.getRepository(UserEntity);
    await users.update({ id }, { ...change });
    return users.findOneByOrFail({ id });
  }

  async setPassword(id: string, passwordHash: string): Promise<void> {
    await this.dataSource.getRepository(UserEntity).update({ id }, { passwordHash });
  }
}
