import type { DigestContent, DigestLine } from './digest-content.js';

/**
 * The digest for those who read text; everything the HTML says, with the addresses written out. Only the chart is not told:
 * a row of numbers shows no course, and the figures name what is unusual.
 */
export function renderDigestText(content: DigestContent): string {
  const { lead, sections, urgentNotes, figures, notes, board, footer, stop } = content;
  const blocks = [lead];
  for (const { title, lines, more } of sections) {
    const rest = more === null ? [] : [`${more.text}: ${more.url}`];
    blocks.push(heading(title), [...lines.map(renderLine), ...rest].join('\n\n'));
  }
  const told = ({ title, items }: DigestContent['notes'][number]) => {
    blocks.push(
      heading(title),
      items.map(({ text, url }) => `- ${text}${url === null ? '' : `\n  ${url}`}`).join('\n'),
    );
  };
  urgentNotes.forEach(told);
  if (figures.items.length > 0) {
    const lines = figures.items.map(
      ({ label, value, usual }) => `${label}: ${value}${usual === null ? '' : `, ${usual}`}`,
    );
    blocks.push(heading(figures.title), lines.join('\n'));
  }
  notes.forEach(told);
  blocks.push(`${board.text}: ${board.url}`, footer);
  if (stop !== null) blocks.push(`${stop.text}: ${stop.url}`);
  return `${blocks.join('\n\n')}\n`;
}

const heading = (title: string): string => title.toUpperCase();

function renderLine({ title, due, detail, url, action }: DigestLine): string {
  return [
    `- ${title}`,
    `  ${due} · ${detail}`,
    `  ${url}`,
    ...(action === null ? [] : [`  ${action.label}: ${action.url}`]),
  ].join('\n');
}
