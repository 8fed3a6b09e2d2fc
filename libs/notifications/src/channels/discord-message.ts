import type { NotificationContent, NotificationLine } from '../notification-content.js';
import { atMost, markdownText } from './chat-text.js';

/** Discord, "Embed Limits": of a title and a description; all of a message's embeds together hold 6 000. */
const TITLE_LENGTH = 200;
const DESCRIPTION_LENGTH = 450;
/** Of a message's own text. */
const CONTENT_LENGTH = 2_000;

/** The body for a webhook of Discord; nobody is called, whatever stands in it ("Allowed Mentions Object"). */
export function discordMessage({ subject, lines, more, boardUrl, footer }: NotificationContent): object {
  const rest = more === null ? '' : `\n[${markdownText(more)}](${boardUrl})`;
  return {
    content: `${atMost(CONTENT_LENGTH - rest.length, markdownText(subject))}${rest}`,
    allowed_mentions: { parse: [] },
    embeds: lines.map((line, index) => ({
      ...embed(line),
      ...(index === lines.length - 1 && { footer: { text: atMost(TITLE_LENGTH, footer) } }),
    })),
  };
}

function embed({ headline, title, facts, url }: NotificationLine): object {
  return {
    title: atMost(TITLE_LENGTH, markdownText(headline)),
    description: atMost(DESCRIPTION_LENGTH, [title, ...facts].map(markdownText).join('\n')),
    ...(url !== null && { url }),
  };
}
