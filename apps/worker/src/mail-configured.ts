import type { SmtpConfiguration } from '@earshot/platform';

/** Without a server or a sender no mail leaves the house, and everything is shown in the dashboard only. */
export function isMailConfigured(smtp: SmtpConfiguration): smtp is SmtpConfiguration & { host: string; from: string } {
  return smtp.host !== null && smtp.from !== null;
}
