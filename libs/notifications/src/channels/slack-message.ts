import type { NotificationContent, NotificationLine } from '../notification-content.js';
import { atMost, slackText } from './chat-text.js';

/** Of a text object of a section block, as Slack's reference of Block Kit has it. */
const SECTION_LENGTH = 3_000;

/** The body for an incoming webhook of Slack: a section a matter, and a plain text for notices and screen readers. */
export function slackMessage({ subject, lines, more, boardUrl, footer }: NotificationContent): object {
  const rest = more === null ? [] : [section(`<${boardUrl}|${slackText(more)}>`)];
  return {
    text: slackText(subject),
    link_names: false,
    unfurl_links: false,
    blocks: [
      ...lines.map((line) => section(matter(line))),
      ...rest,
      { type: 'context', elements: [{ type: 'plain_text', text: footer, emoji: false }] },
    ],
  };
}

function matter({ headline, title, facts, url, open }: NotificationLine): string {
  const link = url === null ? '' : `\n<${url}|${slackText(open)}>`;
  const said = [`*${slackText(headline)}*`, slackText(title), ...facts.map(slackText)].join('\n');
  return `${atMost(SECTION_LENGTH - link.length, said)}${link}`;
}

const section = (text: string): object => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } });
