import { randomBytes } from 'node:crypto';
import type { Clock } from '@earshot/domain';
import { NotificationDesk, SEND_NOTIFICATION, SmtpMailSender } from '@earshot/notifications';
import { createDataSource, PostgresDigestStore, PostgresNotificationStore } from '@earshot/persistence';
import { PgBossJobQueue, SecretBox } from '@earshot/platform';
import { DigestDesk, DigestLinks, DigestWriter, SEND_DIGEST } from '@earshot/reporting';
import type { DataSource } from 'typeorm';
import { shippedPolicy } from './sweep-kit.js';

export const PUBLIC_URL = 'https://earshot.harbour-bank.example';
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export const digestBox = new SecretBox([randomBytes(32)]);

export function digestWriterOf(dataSource: DataSource, clock: Clock): DigestWriter {
  const policy = () => Promise.resolve(shippedPolicy(clock.now()));
  return new DigestWriter(new PostgresDigestStore(dataSource), policy, clock, {
    organisation: 'Harbour Bank',
    publicUrl: PUBLIC_URL,
    causeTitle: (stage) => stage,
  });
}

/** A worker of its own, as far as digests go: its own connections, its own queue. */
export async function openDigestWorker(url: string, port: number, clock: Clock) {
  const dataSource = await createDataSource({ url, poolSize: 4 }).initialize();
  const queue = new PgBossJobQueue({
    connectionString: url,
    names: [SEND_DIGEST, SEND_NOTIFICATION],
    logger: quiet,
    idleMs: 50,
  });
  const mail = new SmtpMailSender({
    host: '127.0.0.1',
    port,
    secure: false,
    user: null,
    password: null,
    from: 'Earshot <earshot@harbour-bank.example>',
  });
  const policy = () => Promise.resolve(shippedPolicy(clock.now()));
  const store = new PostgresDigestStore(dataSource);
  const notifications = new NotificationDesk(new PostgresNotificationStore(dataSource), queue, mail, clock, {
    organisation: 'Harbour Bank',
    publicUrl: PUBLIC_URL,
    senderDomain: 'harbour-bank.example',
  });
  notifications.register();
  const desk = new DigestDesk(store, digestWriterOf(dataSource, clock), queue, mail, policy, clock, {
    localTime: '08:00',
    senderDomain: 'harbour-bank.example',
    links: new DigestLinks(digestBox, PUBLIC_URL),
    tellOps: notifications.handOn,
  });
  desk.register();
  await queue.start();
  return {
    desk,
    queue,
    dataSource,
    stop: async () => {
      await queue.stop(1_000);
      mail.close();
      await dataSource.destroy();
    },
  };
}

export type DigestWorker = Awaited<ReturnType<typeof openDigestWorker>>;
