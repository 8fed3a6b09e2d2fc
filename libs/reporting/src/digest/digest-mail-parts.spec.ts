import type { DigestContent } from './digest-content.js';
import { renderDigestHtml } from './digest-html.js';
import { renderDigestText } from './digest-text.js';

const content = (usual: string | null): DigestContent => ({
  language: 'en',
  subject: 'Nothing needs you today',
  lead: 'Nothing needs you today.',
  sections: [],
  urgentNotes: [],
  figures: { title: 'Since the last digest', items: [{ label: 'Messages', value: '12', usual }] },
  chart: { title: 'Unhappy messages', bars: [8, 9].map((day) => ({ label: `${day}`, value: 0 })) },
  notes: [],
  board: { text: 'Open the board', url: 'https://earshot.example/' },
  footer: '',
  stop: null,
});
const figureCells = (usual: string | null) =>
  [...renderDigestHtml(content(usual)).matchAll(/<tr><td class="rule muted".*?<\/tr>/g)].map(
    ([row]) => row.match(/<td/g)?.length,
  );

describe('the figures of a digest', () => {
  it('have a column of what is usual only where something is known of that', () => {
    expect(figureCells('usually 9')).toEqual([3]);
    expect(figureCells(null)).toEqual([2]);
  });

  it('stand in the text without the numbers of a chart that nobody sees there', () => {
    const text = renderDigestText(content('usually 9'));
    expect(text).toContain('Messages: 12, usually 9');
    expect(text).not.toContain('8: 0');
    expect(renderDigestHtml(content(null))).toContain('Unhappy messages');
  });
});
