import { join } from 'node:path';
import { Clock, type Policy } from '@earshot/domain';
import { EscalationDesk, PolicyFiles } from '@earshot/follow-up';
import { createDataSource, PostgresEscalationStore, UserEntity } from '@earshot/persistence';
import type { Role } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { insertCase, type CaseToInsert } from './case-data.js';

/** The steps that are shipped, on the calendar of Finland. */
export function shippedPolicy(now: Date): Policy {
  const house = { name: 'FI', country: 'FI', zone: 'Europe/Helsinki', hours: '09:00-17:00', days: 'mon-fri' };
  const files = PolicyFiles.read(join(__dirname, '../../config'), [house], now);
  return files.policyOf(files.document, now);
}

/** The time as a test sets it. */
export class SetClock extends Clock {
  constructor(private time: Date) {
    super();
  }

  now(): Date {
    return this.time;
  }

  moveTo(time: Date): void {
    this.time = time;
  }
}

/** A worker of its own, as far as warnings go: its own connections, its own view of things. */
export async function openSweeper(
  url: string,
  clock: Clock,
  mail: ConstructorParameters<typeof EscalationDesk>[2] = null,
): Promise<{ readonly desk: EscalationDesk; readonly dataSource: DataSource }> {
  const dataSource = await createDataSource({ url, poolSize: 2 }).initialize();
  const policy = shippedPolicy(clock.now());
  const failing = { warn: (fields: object, message: string) => fail(fields, message) };
  return {
    dataSource,
    desk: new EscalationDesk(new PostgresEscalationStore(dataSource), () => policy, mail, clock, failing),
  };
}

function fail(fields: object, message: string): never {
  throw new Error(`${message}: ${JSON.stringify(fields)}`);
}

export async function addUser(dataSource: DataSource, name: string, role: Role, given: Partial<UserEntity> = {}) {
  const users = dataSource.getRepository(UserEntity);
  const email = `${name}@harbour-bank.example`;
  return (await users.save({ email, name, role, zone: 'Europe/Helsinki', passwordHash: 'x', ...given })).id;
}

/** A case whose tasks wait for their first look, as intake leaves them. */
export async function addCase(dataSource: DataSource, given: CaseToInsert): Promise<string> {
  const id = await insertCase(dataSource, given);
  await dataSource.query(`update tasks set next_step_at = opened_at where case_id = $1 and state = 'open'`, [id]);
  return id;
}
