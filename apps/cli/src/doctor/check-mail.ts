import { SmtpMailSender } from '@earshot/notifications';
import type { SmtpConfiguration } from '@earshot/platform';
import { attention, failed, ok, type Finding } from './finding.js';

/** Connects and signs in, and sends nothing. */
export async function checkMail(smtp: SmtpConfiguration): Promise<Finding> {
  const { host, from, port } = smtp;
  if (host === null || from === null)
    return attention(
      'mail',
      'not configured: no digests and no escalations are sent',
      'set smtp.host and smtp.from in config/local.yaml',
    );
  const sender = new SmtpMailSender({ ...smtp, host, from });
  try {
    await sender.verify();
    return ok('mail', `${host}:${port} takes mail${smtp.user === null ? '' : ' and accepts the login'}`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return failed(
      'mail',
      `${host}:${port}: ${message}`,
      'check smtp.host, smtp.port, smtp.secure, smtp.user and smtp.password',
    );
  } finally {
    sender.close();
  }
}
