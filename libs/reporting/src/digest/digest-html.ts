import { escapeHtml } from '@earshot/notifications';
import { renderChart } from './digest-chart.js';
import type { DigestContent, DigestLine, DigestNotes, DigestSection } from './digest-content.js';

const FONT = `font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif`;
const INK = '#1c2024';
const MUTED = '#5c6470';
const LINK = '#1f5fbf';
const RULE = '#e3e6ea';

/**
 * Tables, inline styles and colours as attributes, because Outlook lays out with Word and Gmail drops style sheets; the
 * sheet in the head serves those who read it, for dark mode. Nothing is loaded from anywhere.
 */
export function renderDigestHtml(content: DigestContent): string {
  const { language, subject, lead, sections, urgentNotes, figures, chart, notes, board, footer, stop } = content;
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>
@media (prefers-color-scheme: dark) {
  .page { background: #16181d !important; }
  .card { background: #1f2329 !important; }
  .ink { color: #e8eaed !important; }
  .muted { color: #a9b1bc !important; }
  .rule { border-color: #3a414b !important; }
  .link { color: #8ab4f8 !important; }
  .act { background: #2b3a52 !important; }
  .bar { background: #5b6675 !important; }
  .bar-now { background: #8ab4f8 !important; }
}
@media (max-width: 480px) {
  .beside { display: block !important; }
  .deed { padding: 0 0 10px !important; border-top: 0 !important; }
  .deed table { float: none !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f3f4f6">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" bgcolor="#f3f4f6" style="background:#f3f4f6"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" bgcolor="#ffffff" style="width:100%;max-width:600px;background:#ffffff;border-radius:8px"><tr><td style="padding:24px;${FONT}">
<h1 class="ink" style="margin:0;font-size:19px;line-height:27px;font-weight:600;color:${INK}">${escapeHtml(lead)}</h1>
${sections.map(renderSection).join('\n')}
${urgentNotes.map(renderNotes).join('\n')}
${renderFigures(figures)}
${chart === null ? '' : renderChart(chart)}
${notes.map(renderNotes).join('\n')}
<p style="margin:24px 0 0"><a class="link" href="${escapeHtml(board.url)}" style="font-size:15px;color:${LINK};font-weight:600">${escapeHtml(board.text)}</a></p>
<p class="muted" style="margin:16px 0 0;font-size:12px;line-height:18px;color:${MUTED}">${escapeHtml(footer)}${renderStop(stop)}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

export function heading(text: string): string {
  return `<h2 class="ink" style="margin:24px 0 4px;font-size:14px;line-height:20px;color:${INK}">${escapeHtml(text)}</h2>`;
}

function renderSection({ title, lines, more }: DigestSection): string {
  const rows = lines.map(renderLine);
  if (more !== null)
    rows.push(
      `<tr><td class="rule" colspan="2" style="padding:10px 0;border-top:1px solid ${RULE}"><a class="link" href="${escapeHtml(more.url)}" style="font-size:13px;color:${LINK}">${escapeHtml(more.text)}</a></td></tr>`,
    );
  return `${heading(title)}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0">${rows.join('\n')}</table>`;
}

/** What can be done stands beside the words, and below them on a phone, where two columns leave each two words a line. */
function renderLine({ title, due, detail, url, action }: DigestLine): string {
  const deed =
    action === null
      ? ''
      : `<td class="rule beside deed" align="right" valign="middle" style="padding:10px 0;border-top:1px solid ${RULE}"><table role="presentation" cellpadding="0" cellspacing="0" align="right"><tr><td class="act" bgcolor="#e8f0fe" style="background:#e8f0fe;border-radius:4px;padding:6px 10px;white-space:nowrap"><a class="link" href="${escapeHtml(action.url)}" style="font-size:13px;line-height:18px;color:${LINK};text-decoration:none;font-weight:600">${escapeHtml(action.label)}</a></td></tr></table></td>`;
  return `<tr><td class="rule beside"${action === null ? ' colspan="2"' : ''} style="padding:10px 8px 10px 0;border-top:1px solid ${RULE}">
<a class="link" href="${escapeHtml(url)}" style="font-size:15px;line-height:21px;color:${LINK};text-decoration:none;font-weight:600">${escapeHtml(title)}</a>
<div class="muted" style="font-size:13px;line-height:19px;color:${MUTED}"><b class="ink" style="color:${INK}">${escapeHtml(due)}</b> · ${escapeHtml(detail)}</div>
</td>${deed}</tr>`;
}

function renderFigures({ title, items }: DigestContent['figures']): string {
  if (items.length === 0) return '';
  // Without anything to compare with, an empty column would push the values into the middle.
  const compared = items.some(({ usual }) => usual !== null);
  const rows = items.map(({ label, value, usual }) => {
    const beside = compared
      ? `<td class="rule muted" align="right" width="34%" style="padding:7px 0 7px 8px;border-top:1px solid ${RULE};font-size:13px;line-height:19px;color:${MUTED}">${escapeHtml(usual ?? '')}</td>`
      : '';
    return `<tr><td class="rule muted" style="padding:7px 8px 7px 0;border-top:1px solid ${RULE};font-size:13px;line-height:19px;color:${MUTED}">${escapeHtml(label)}</td><td class="rule ink" align="right" style="padding:7px 0;border-top:1px solid ${RULE};font-size:15px;line-height:19px;font-weight:600;white-space:nowrap;color:${INK}">${escapeHtml(value)}</td>${beside}</tr>`;
  });
  return `${heading(title)}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0">${rows.join('\n')}</table>`;
}

function renderNotes({ title, items }: DigestNotes): string {
  const lines = items.map(({ text, url }) => {
    const told = escapeHtml(text);
    const linked =
      url === null
        ? told
        : `<a class="link" href="${escapeHtml(url)}" style="color:${LINK};text-decoration:none">${told}</a>`;
    return `<p class="ink" style="margin:4px 0 0;font-size:14px;line-height:20px;color:${INK}">${linked}</p>`;
  });
  return `${heading(title)}
${lines.join('\n')}`;
}

function renderStop(stop: DigestContent['stop']): string {
  if (stop === null) return '';
  return `<br><a class="muted" href="${escapeHtml(stop.url)}" style="color:${MUTED}">${escapeHtml(stop.text)}</a>`;
}
