import type { NotificationContent, NotificationLine } from '../notification-content.js';
import { atMost, markdownText } from './chat-text.js';

/** All of a message must stay below 28 KB (Microsoft, "Limits and specifications for Teams"); eight matters do. */
const TEXT_LENGTH = 600;

/** The body for a workflow of Teams that starts "when a webhook request is received": an Adaptive Card. */
export function teamsMessage({ subject, lines, more, boardUrl, footer }: NotificationContent): object {
  const rest = more === null ? [] : [{ type: 'Action.OpenUrl', title: more, url: boardUrl }];
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: atMost(TEXT_LENGTH, markdownText(subject)),
    msteams: { width: 'Full' },
    body: [
      ...lines.map(matter),
      { type: 'TextBlock', text: markdownText(footer), size: 'Small', isSubtle: true, wrap: true },
    ],
    actions: rest,
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card }],
  };
}

function matter({ headline, title, facts, url, open }: NotificationLine): object {
  const text = (words: string, more: object = {}): object => ({
    type: 'TextBlock',
    text: atMost(TEXT_LENGTH, markdownText(words)),
    wrap: true,
    spacing: 'Small',
    ...more,
  });
  const link = url === null ? [] : [{ type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: open, url }] }];
  return {
    type: 'Container',
    separator: true,
    items: [
      text(headline, { size: 'Small', isSubtle: true }),
      text(title, { weight: 'Bolder' }),
      ...facts.map((fact) => text(fact)),
      ...link,
    ],
  };
}
