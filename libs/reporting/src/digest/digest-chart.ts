import { escapeHtml } from '@earshot/notifications';
import type { DigestContent } from './digest-content.js';

const HEIGHT = 56;
const MUTED = '#5c6470';

/**
 * Bars made of table cells: no image that a mail program would hide, nothing drawn that Word cannot draw. The span of the
 * digest is the last bar, in its own colour. Read aloud as a list of values.
 */
export function renderChart({ title, bars }: NonNullable<DigestContent['chart']>): string {
  const highest = Math.max(...bars.map(({ value }) => value), 1);
  const cell = (content: string, style: string) =>
    `<td align="center" valign="bottom" style="padding:0 2px;${style}">${content}</td>`;
  const drawn = bars.map(({ value }, i) => {
    const height = Math.max(2, Math.round((HEIGHT * value) / highest));
    const [name, colour] = i === bars.length - 1 ? ['bar-now', '#1f5fbf'] : ['bar', '#b6bec9'];
    return cell(
      `<div class="muted" style="font-size:11px;line-height:15px;color:${MUTED}">${value === 0 ? '&nbsp;' : value}</div><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td class="${name}" height="${height}" bgcolor="${colour}" style="background:${colour};height:${height}px;line-height:${height}px;font-size:0;border-radius:2px">&nbsp;</td></tr></table>`,
      'line-height:0',
    );
  });
  const labels = bars.map(({ label }) =>
    cell(
      `<span class="muted" style="font-size:11px;line-height:15px;color:${MUTED};white-space:nowrap">${escapeHtml(label)}</span>`,
      'padding-top:3px',
    ),
  );
  return `<p class="muted" style="margin:16px 0 6px;font-size:13px;line-height:19px;color:${MUTED}">${escapeHtml(title)}</p>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="table-layout:fixed"><tr>${drawn.join('')}</tr><tr>${labels.join('')}</tr></table>`;
}
