import type { NotificationContent, NotificationLine } from '../notification-content.js';
import { atMost, markdownText } from './chat-text.js';

/** Of a post; older servers allow 4 000 (Mattermost, "Posts"). */
const POST_LENGTH = 4_000;

/** The body for an incoming webhook of Mattermost. */
export function mattermostMessage({ lines, more, boardUrl, footer }: NotificationContent): object {
  const rest = more === null ? [] : [`[${markdownText(more)}](${boardUrl})`];
  return { text: atMost(POST_LENGTH, [...lines.map(matter), ...rest, markdownText(footer)].join('\n\n')) };
}

function matter({ headline, title, facts, url, open }: NotificationLine): string {
  const link = url === null ? [] : [`[${markdownText(open)}](${url})`];
  return [`**${markdownText(headline)}**: ${markdownText(title)}`, ...facts.map(markdownText), ...link].join('\n');
}
