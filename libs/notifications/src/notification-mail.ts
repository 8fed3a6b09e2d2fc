import { escapeHtml } from './escape-html.js';
import type { NotificationContent, NotificationLine } from './notification-content.js';

export interface RenderedNotification {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export function renderNotification(content: NotificationContent): RenderedNotification {
  return { subject: content.subject, text: renderText(content), html: renderHtml(content) };
}

function renderText({ lines, more, boardUrl, footer }: NotificationContent): string {
  const blocks = lines.map(({ headline, title, facts, url }) =>
    [`${headline}: ${title}`, ...facts, ...(url === null ? [] : [url])].join('\n'),
  );
  if (more !== null) blocks.push(`${more}\n${boardUrl}`);
  return `${[...blocks, footer].join('\n\n')}\n`;
}

const FONT = `font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif`;
const MUTED = '#5c6470';

/** Tables and inline styles, because Outlook lays out with Word and Gmail drops style sheets. Nothing is loaded. */
function renderHtml({ language, subject, lines, more, boardUrl, footer }: NotificationContent): string {
  const rest =
    more === null
      ? ''
      : `<p style="margin:16px 0 0"><a href="${escapeHtml(boardUrl)}" style="color:#1f5fbf">${escapeHtml(more)}</a></p>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f4f6"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="width:100%;max-width:600px;background:#ffffff;border-radius:8px"><tr><td style="padding:8px 24px 24px;${FONT}">
${lines.map(renderLine).join('\n')}
${rest}
<p style="margin:24px 0 0;font-size:12px;line-height:18px;color:${MUTED}">${escapeHtml(footer)}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

function renderLine({ headline, title, facts, url, open }: NotificationLine): string {
  const link =
    url === null
      ? ''
      : `<p style="margin:8px 0 0"><a href="${escapeHtml(url)}" style="font-size:15px;color:#1f5fbf;font-weight:600">${escapeHtml(open)}</a></p>`;
  return `<h2 style="margin:16px 0 2px;font-size:13px;line-height:18px;color:${MUTED}">${escapeHtml(headline)}</h2>
<p style="margin:0;font-size:16px;line-height:23px;font-weight:600;color:#1c2024">${escapeHtml(title)}</p>
<p style="margin:2px 0 0;font-size:14px;line-height:20px;color:#1c2024">${facts.map(escapeHtml).join('<br>')}</p>
${link}`;
}
