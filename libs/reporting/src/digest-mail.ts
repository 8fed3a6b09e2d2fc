import { escapeHtml } from '@earshot/notifications';
import type { DigestContent, DigestSection } from './digest-content.js';

export interface RenderedDigest {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export function renderDigest(content: DigestContent): RenderedDigest {
  return { subject: content.subject, text: renderText(content), html: renderHtml(content) };
}

function renderText(content: DigestContent): string {
  const blocks = [`${content.lead} ${content.rest}`];
  for (const section of content.sections) {
    const lines = section.lines.map((line) => `- ${line.title}\n  ${line.due} · ${line.detail}\n  ${line.url}`);
    if (section.more > 0) lines.push(`  and ${section.more} more: ${content.boardUrl}`);
    blocks.push(`${section.title.toUpperCase()}\n\n${lines.join('\n')}`);
  }
  blocks.push(content.figures.map(({ label, value }) => `${label}: ${value}`).join('\n'));
  if (content.troubles.length > 0)
    blocks.push(`SOURCES\n\n${content.troubles.map((trouble) => `- ${trouble}`).join('\n')}`);
  blocks.push(`${content.boardUrl}\n\n${content.footer}`);
  return `${blocks.join('\n\n')}\n`;
}

const FONT = `font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif`;
const MUTED = '#5c6470';

/**
 * Tables and inline styles, because Outlook lays out with Word and Gmail drops style sheets; the sheet in the head serves
 * those who read it, for dark mode. Nothing is loaded from anywhere.
 */
function renderHtml(content: DigestContent): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(content.subject)}</title>
<style>
@media (prefers-color-scheme: dark) {
  .page { background: #16181d !important; }
  .card { background: #1f2329 !important; }
  .ink { color: #e8eaed !important; }
  .muted { color: #a3abb6 !important; }
  .rule { border-color: #343a43 !important; }
  .link { color: #8ab4f8 !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f3f4f6">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f4f6"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" style="width:100%;max-width:600px;background:#ffffff;border-radius:8px"><tr><td style="padding:24px;${FONT}">
<p class="ink" style="margin:0;font-size:18px;line-height:26px;font-weight:600;color:#1c2024">${escapeHtml(content.lead)}</p>
<p class="muted" style="margin:4px 0 0;font-size:14px;line-height:21px;color:${MUTED}">${escapeHtml(content.rest)}</p>
${content.sections.map((section) => renderSection(section, content.boardUrl)).join('\n')}
${renderFigures(content)}
${renderTroubles(content.troubles)}
<p style="margin:24px 0 0"><a class="link" href="${escapeHtml(content.boardUrl)}" style="font-size:15px;color:#1f5fbf;font-weight:600">Open the board</a></p>
<p class="muted" style="margin:16px 0 0;font-size:12px;line-height:18px;color:${MUTED}">${escapeHtml(content.footer)}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

function heading(text: string): string {
  return `<h2 class="ink" style="margin:24px 0 4px;font-size:14px;line-height:20px;color:#1c2024">${escapeHtml(text)}</h2>`;
}

function renderSection(section: DigestSection, boardUrl: string): string {
  const rows = section.lines.map(
    (line) => `<tr><td class="rule" style="padding:10px 0;border-top:1px solid #e3e6ea">
<a class="link" href="${escapeHtml(line.url)}" style="font-size:15px;line-height:21px;color:#1f5fbf;text-decoration:none;font-weight:600">${escapeHtml(line.title)}</a>
<div class="muted" style="font-size:13px;line-height:19px;color:${MUTED}"><b class="ink" style="color:#1c2024">${escapeHtml(line.due)}</b> · ${escapeHtml(line.detail)}</div>
</td></tr>`,
  );
  if (section.more > 0) {
    rows.push(
      `<tr><td class="rule" style="padding:10px 0;border-top:1px solid #e3e6ea"><a class="link" href="${escapeHtml(boardUrl)}" style="font-size:13px;color:#1f5fbf">and ${section.more} more</a></td></tr>`,
    );
  }
  return `${heading(section.title)}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0">${rows.join('\n')}</table>`;
}

function renderFigures(content: DigestContent): string {
  const cells = content.figures.map(
    ({ label, value }) =>
      `<td class="rule" valign="top" width="33%" style="padding:10px 8px 0 0;border-top:1px solid #e3e6ea"><div class="ink" style="font-size:18px;line-height:24px;font-weight:600;color:#1c2024">${escapeHtml(value)}</div><div class="muted" style="font-size:12px;line-height:17px;color:${MUTED}">${escapeHtml(label)}</div></td>`,
  );
  return `${heading('Since the last digest')}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>${cells.join('')}</tr></table>`;
}

function renderTroubles(troubles: readonly string[]): string {
  if (troubles.length === 0) return '';
  const items = troubles.map((trouble) => `<li style="margin:0 0 6px">${escapeHtml(trouble)}</li>`);
  return `${heading('Sources')}
<ul class="ink" style="margin:4px 0 0;padding-left:20px;font-size:14px;line-height:20px;color:#1c2024">${items.join('')}</ul>`;
}
