import type { ChannelManner, NotificationToTell } from '@earshot/domain';
import { notificationContent, type NotificationContent, type NotificationContext } from '../notification-content.js';
import { notificationWording } from '../wording/catalogue.js';

/** A chat shows so many matters of a message; the board has the rest. Discord takes ten embeds, Teams 28 KB. */
const SHOWN = 8;

/**
 * What a chat's message says. Unless the channel is to show customers, a case goes by its number: who reads along in a
 * chat is not decided here.
 */
export function channelMessage(
  matters: readonly NotificationToTell[],
  { name, language, zone, showsCustomers }: ChannelManner,
  context: NotificationContext,
): NotificationContent {
  const notifications = showsCustomers ? matters : matters.map((matter) => withoutCustomer(matter, language));
  return notificationContent({ reader: { name, language, zone }, notifications }, { ...context, shown: SHOWN });
}

/** A message without a matter, which shows that the way is open. */
export function testMessage(
  { name, language }: ChannelManner,
  { publicUrl, organisation }: NotificationContext,
): NotificationContent {
  const words = notificationWording(language);
  const line = {
    headline: words.test.headline,
    title: name,
    facts: [words.test.body],
    url: publicUrl,
    open: words.openBoard,
  };
  return {
    language: words.locale,
    subject: `${words.test.headline}: ${name}`,
    lines: [line],
    more: null,
    boardUrl: `${publicUrl}/`,
    footer: organisation,
  };
}

function withoutCustomer(matter: NotificationToTell, language: string): NotificationToTell {
  const { caseId } = matter;
  if (caseId === null) return matter;
  return { ...matter, customer: notificationWording(language).caseNumber(caseId), subject: null };
}
