import type { Clock } from '@earshot/domain';
import { NotificationDesk, SEND_NOTIFICATION, SmtpMailSender } from '@earshot/notifications';
import { PostgresNotificationStore } from '@earshot/persistence';
import { PgBossJobQueue } from '@earshot/platform';
import type { DataSource } from 'typeorm';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A worker of its own, as far as mails of notifications go: its job queue runs until `close`. */
export async function openMailDesk(
  url: string,
  dataSource: DataSource,
  smtpPort: number,
  clock: Clock,
): Promise<{ readonly desk: NotificationDesk; readonly close: () => Promise<void> }> {
  const settings = { connectionString: url, names: [SEND_NOTIFICATION], logger: quiet, idleMs: 50 };
  const queue = new PgBossJobQueue(settings);
  const mail = new SmtpMailSender({
    host: '127.0.0.1',
    port: smtpPort,
    secure: false,
    user: null,
    password: null,
    from: 'Earshot <earshot@harbour-bank.example>',
  });
  const desk = new NotificationDesk(new PostgresNotificationStore(dataSource), queue, mail, clock, {
    organisation: 'Harbour Bank',
    publicUrl: 'https://earshot.harbour-bank.example',
    senderDomain: 'harbour-bank.example',
  });
  desk.register();
  await queue.start();
  return { desk, close: () => queue.stop(1_000) };
}
