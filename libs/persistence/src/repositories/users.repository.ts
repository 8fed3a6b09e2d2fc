import { Conflict, UserStore, type NewUser, type User } from '@earshot/domain';
import { QueryFailedError, type DataSource } from 'typeorm';
import { UserEntity } from '../entities/index.js';

const UNIQUE_VIOLATION = '23505';

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
}

function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  return (error.driverError as { code?: unknown }).code === UNIQUE_VIOLATION;
}
