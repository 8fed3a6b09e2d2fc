/** The ends of a scale; schema.org takes 1 and 5 where a page says nothing. */
export interface Scale {
  readonly worst: number;
  readonly best: number;
}

/** "4 of 5" in the ways that pages write it. */
const OF = /(\d+(?:\.\d+)?)\s*(?:\/|out of|of|von|iz|из|no|dari|sur|av|van|af|su)\s*(\d+(?:\.\d+)?)/i;

/**
 * Stars from 1 to 5 out of what a page writes: `4`, `4,5`, `4/5`, `8 out of 10`, `80 %`, and a word with a number in it.
 * Other scales are stretched or shrunk to five stars.
 *
 * @returns `null` for what is no number or lies outside of its scale
 */
export function writtenRating(written: string | null, scale: Scale): number | null {
  if (written === null) return null;
  const text = written.replace(/(\d),(\d)/g, '$1.$2');
  const ratio = OF.exec(text);
  if (ratio !== null) return scaled(Number(ratio[1]), { worst: scale.worst, best: Number(ratio[2]) });
  // A minus within a word (`stars-4`) is a joint.
  const number = /(?<!\S)-?\d+(?:\.\d+)?|\d+(?:\.\d+)?/.exec(text)?.[0];
  if (number === undefined) return null;
  return scaled(Number(number), /\d\s*%/.test(text) ? { worst: 0, best: 100 } : scale);
}

function scaled(value: number, { worst, best }: Scale): number | null {
  // No scale has more steps than a hundred; the numbers of broken ones overflow.
  if (!(best > worst) || best - worst > 100 || value < worst || value > best) return null;
  return Math.round(1 + (4 * (value - worst)) / (best - worst));
}
