/** Phrases by their first letters: of the hundreds in all languages a line is compared with the few it may begin with. */
export class PhraseIndex {
  private readonly headLength: number;
  private readonly byHead = new Map<string, string[]>();

  /** @param phrases not empty, none of them empty */
  constructor(phrases: readonly string[]) {
    this.headLength = Math.min(3, ...phrases.map((phrase) => phrase.length));
    for (const phrase of phrases) {
      const head = phrase.slice(0, this.headLength);
      this.byHead.set(head, [...(this.byHead.get(head) ?? []), phrase]);
    }
  }

  /** All phrases with which `text` may begin, and perhaps others, in the order in which they were given. */
  candidates(text: string): readonly string[] {
    return this.byHead.get(text.slice(0, this.headLength)) ?? NONE;
  }
}

const NONE: readonly string[] = [];
