import { fold } from './fold.js';
import { PhraseIndex } from './phrase-index.js';
import { MAIL_PHRASES } from './phrases/index.js';

const REPLY = new Set(MAIL_PHRASES.flatMap((phrases) => phrases.reply.map(fold)));
/** Prefixes of forwarding are few and shared by many languages; "VS" and "I" are both, so they are not here. */
const FORWARD =
  /^\s*(?:fwd?|wg|vb|vl|tr|rv|enc|pd|ilt|tov(?:abbitas)?|edasi|pars|per|posr|prep|prosl|doorst|пер|пересл|fs)\s*(?:\[\d+\])?:/;
const AUTOMATIC = new PhraseIndex(
  MAIL_PHRASES.flatMap((phrases) => phrases.automatic.map((phrase) => fold(phrase).replace(/:$/, ''))),
);
/** A phrase that says "automatic" is enough; "Vacation" may be what the customer booked, unless it is a title of its own. */
const SAYS_AUTOMATIC = /auto|авто|аутом|otomat|samodej/;

/** "Re:", "AW:", "Vs:", "Odp:" … */
export function isReplySubject(subject: string): boolean {
  const prefix = /^\s*(\p{L}{1,8})\s?(?:\[\d+\]|\(\d+\)|\^\d+)?\s?:/u.exec(fold(subject))?.[1];
  return prefix !== undefined && REPLY.has(prefix);
}

/** "Fwd:", "WG:", "VL:", "TR:" … */
export function isForwardSubject(subject: string): boolean {
  return FORWARD.test(fold(subject));
}

/** How an automatic reply titles itself where its headers are silent. */
export function isAutomaticSubject(subject: string): boolean {
  const folded = fold(subject);
  return AUTOMATIC.candidates(folded).some((phrase) => {
    if (!folded.startsWith(phrase)) return false;
    const rest = folded.slice(phrase.length);
    return SAYS_AUTOMATIC.test(phrase) ? !/^\p{L}/u.test(rest) : /^\s*(?:$|[:!(.,-]|re\b|vs\b|\d)/.test(rest);
  });
}
