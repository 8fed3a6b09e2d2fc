import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Session } from '@earshot/contracts';
import { Clock, type Role } from '@earshot/domain';
import { Users } from '@earshot/access';
import { PlaybookFiles, REPLY_JOB } from '@earshot/follow-up';
import { PgBossJobQueue } from '@earshot/platform';
import { SEND_DIGEST } from '@earshot/reporting';
import type { Server } from 'node:http';
import pino from 'pino';
import { Registry } from 'prom-client';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { createApi } from '../../apps/api/src/create-api.js';
import type { ApiSettings } from '../../apps/api/src/api-settings.js';
import { lendDetection } from '../../apps/worker/src/learning/lend-detection.js';
import { plainPolicy } from './clocks.js';
import { testBox, testIntake } from './intake-settings.js';
import { testSources } from './source-settings.js';
import { createTestDatabase, type TestDatabase } from './database.js';

export const PASSWORD = 'correct horse battery staple';

/** The real time, which a test may move. */
export class TestClock extends Clock {
  private offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  advance(milliseconds: number): void {
    this.offsetMs += milliseconds;
  }
}

export interface TestApi {
  readonly app: NestExpressApplication;
  readonly server: Server;
  /** http://127.0.0.1:PORT */
  readonly url: string;
  readonly database: TestDatabase;
  readonly dataSource: DataSource;
  readonly clock: TestClock;
  /** Adds a user with PASSWORD. */
  addUser(email: string, role: Role): Promise<string>;
  /** Signs a user in; without `email`, a new one of that role. */
  signedIn(role: Role, email?: string): Promise<Client>;
  stop(): Promise<void>;
}

/** The API on a database and a port of its own. */
export async function startApi(overrides: Partial<ApiSettings> & { database?: TestDatabase } = {}): Promise<TestApi> {
  const { database: given, ...settings } = overrides;
  const database = given ?? (await createTestDatabase());
  const clock = new TestClock();
  const app = await createApi({
    settings: {
      publicUrl: 'http://localhost:3000',
      trustProxy: 0,
      organisation: 'Example Oy',
      dashboardFolder: null,
      policy: plainPolicy,
      playbook: PlaybookFiles.read(join(__dirname, '../../config')),
      watchSecret: null,
      detection: lendDetection(database.url, {}, pino({ level: 'silent' })),
      replying: {
        queue: new PgBossJobQueue({
          connectionString: database.url,
          names: [REPLY_JOB],
          logger: pino({ level: 'silent' }),
        }),
        idDomain: 'shop.example',
        mailServer: true,
      },
      digests: {
        queue: new PgBossJobQueue({
          connectionString: database.url,
          names: [SEND_DIGEST],
          logger: pino({ level: 'silent' }),
        }),
        mailServer: true,
        seal: testBox,
        localTime: '08:00',
      },
      intake: testIntake,
      sources: testSources(),
      logger: pino({ level: 'silent' }),
      metrics: new Registry(),
      ...settings,
    },
    database: { url: database.url, poolSize: 10 },
    clock,
  });
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let users = 0;
  const addUser = async (email: string, role: Role): Promise<string> => {
    const user = { email, name: email.split('@')[0] ?? email, role, language: 'en', zone: 'UTC', password: PASSWORD };
    return (await app.get(Users, { strict: false }).add(user, null)).id;
  };
  return {
    app,
    server,
    url,
    database,
    dataSource: app.get(DataSource),
    clock,
    addUser,
    signedIn: async (role, email) => {
      const address = email ?? `${role}${(users += 1)}@example.org`;
      if (email === undefined) await addUser(address, role);
      return Client.signIn(url, address);
    },
    stop: async () => {
      await app.close();
      await database.drop();
    },
  };
}

/** A signed-in browser, as far as cookies and tokens go. */
export class Client {
  private constructor(
    readonly url: string,
    readonly cookie: string,
    readonly session: Session,
  ) {}

  static async signIn(url: string, email: string, password = PASSWORD): Promise<Client> {
    const answer = await request(url).post('/api/v1/session').send({ email, password }).expect(200);
    const [cookie] = answer.get('Set-Cookie') ?? [];
    return new Client(url, cookie?.split(';')[0] ?? '', answer.body as Session);
  }

  get(path: string): request.Test {
    return request(this.url).get(path).set('Cookie', this.cookie);
  }

  post(path: string, body: object = {}): request.Test {
    return request(this.url).post(path).set({ Cookie: this.cookie, 'X-CSRF-Token': this.session.csrfToken }).send(body);
  }

  put(path: string, body: object = {}): request.Test {
    return request(this.url).put(path).set({ Cookie: this.cookie, 'X-CSRF-Token': this.session.csrfToken }).send(body);
  }

  patch(path: string, body: object = {}): request.Test {
    const headers = { Cookie: this.cookie, 'X-CSRF-Token': this.session.csrfToken };
    return request(this.url).patch(path).set(headers).send(body);
  }

  delete(path: string): request.Test {
    return request(this.url).delete(path).set({ Cookie: this.cookie, 'X-CSRF-Token': this.session.csrfToken });
  }
}
