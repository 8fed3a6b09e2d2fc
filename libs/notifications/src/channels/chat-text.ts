/** Zero width, so that nothing is seen and nothing is recognised. */
const BREAK = '\u200b';

/** Explicit directions (UAX #9, 2): one that is never closed turns round what stands after the customer's words. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text for Slack's mrkdwn. The three characters of its control sequences are escaped as Slack asks for (Formatting text for
 * app surfaces, "Escaping text"), so that neither <!channel> nor a link of a stranger comes to be; marks of formatting are
 * parted from their words.
 */
export function slackText(text: string): string {
  const escaped = text.replace(DIRECTIONS, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.replace(/[*_~`@]/g, (mark) => `${mark}${BREAK}`);
}

/**
 * Text for Markdown (Mattermost, Discord, Adaptive Cards). What could format is escaped by a backslash (CommonMark, 2.4);
 * what could call people (@all, @everyone, <@id>, ~channel) is parted from its word, as not every chat heeds the backslash
 * there; an address is not made a link.
 */
export function markdownText(text: string): string {
  return text
    .replace(DIRECTIONS, '')
    .replace(/[\\`*_{}[\]()#+\-.!|~>]/g, (mark) => `\\${mark}`)
    .replace(/[@<&]/g, (mark) => `${mark}${BREAK}`)
    .replace(/:\/\//g, `:${BREAK}//`);
}

/** At most so many UTF-16 code units, which is what the services count; never half a character. */
export function atMost(length: number, text: string): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
