import type { SmtpConfiguration } from '@earshot/platform';

/** The right side of the ids of our mails; one that leads nowhere is still unique. */
export function senderDomain({ from }: Pick<SmtpConfiguration, 'from'>): string {
  return /@([^\s>]+)/.exec(from ?? '')?.[1] ?? 'earshot.invalid';
}
