/**
 * A trie over folded words and stems in flat arrays: one walk over the letters of a token finds the whole word and every
 * stem it begins with, in time linear in its length. Ids are given out from 0.
 */
export class WordTrie {
  private keys = new Float64Array(1 << 12).fill(-1);
  private targets = new Int32Array(1 << 12);
  private edges = 0;
  private nodes = 1;
  private wordIds = new Int32Array(1 << 11).fill(-1);
  private stemIds = new Int32Array(1 << 11).fill(-1);
  private ids = 0;

  get size(): number {
    return this.ids;
  }

  /** The id of a word or stem, which is added when it is new. */
  add(text: string, isStem: boolean): number {
    let node = 0;
    for (let i = 0; i < text.length; i++)
      node = this.child(node, text.charCodeAt(i)) || this.grow(node, text.charCodeAt(i));
    const table = isStem ? this.stemIds : this.wordIds;
    if (table[node] === -1) table[node] = this.ids++;
    return table[node] as number;
  }

  /**
   * Writes the ids that match `units[start..end)` to `found` from `at` on, stems first, the whole word last.
   * @returns the position after the last id written
   */
  match(units: Uint16Array, start: number, end: number, found: Int32Array, at: number): number {
    let node = 0;
    for (let i = start; i < end; i++) {
      node = this.child(node, units[i] as number);
      if (node === 0) return at;
      const stem = this.stemIds[node] as number;
      if (stem !== -1 && at < found.length) found[at++] = stem;
    }
    const word = this.wordIds[node] as number;
    if (word !== -1 && at < found.length) found[at++] = word;
    return at;
  }

  private child(node: number, unit: number): number {
    const key = node * 65536 + unit;
    const mask = this.keys.length - 1;
    for (let slot = slotOf(node, unit) & mask; ; slot = (slot + 1) & mask) {
      const stored = this.keys[slot] as number;
      if (stored === key) return this.targets[slot] as number;
      if (stored === -1) return 0;
    }
  }

  private grow(node: number, unit: number): number {
    if (this.edges * 2 >= this.keys.length) this.rehash();
    const created = this.nodes++;
    if (created >= this.wordIds.length) {
      this.wordIds = enlarged(this.wordIds);
      this.stemIds = enlarged(this.stemIds);
    }
    this.insert(node * 65536 + unit, slotOf(node, unit), created);
    this.edges++;
    return created;
  }

  private insert(key: number, hash: number, target: number): void {
    const mask = this.keys.length - 1;
    let slot = hash & mask;
    while (this.keys[slot] !== -1) slot = (slot + 1) & mask;
    this.keys[slot] = key;
    this.targets[slot] = target;
  }

  private rehash(): void {
    const { keys, targets } = this;
    this.keys = new Float64Array(keys.length * 2).fill(-1);
    this.targets = new Int32Array(keys.length * 2);
    keys.forEach((key, slot) => {
      if (key !== -1) this.insert(key, slotOf(Math.floor(key / 65536), key % 65536), targets[slot] as number);
    });
  }
}

function slotOf(node: number, unit: number): number {
  let hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 4;
}

function enlarged(ids: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(ids.length * 2).fill(-1);
  larger.set(ids);
  return larger;
}
