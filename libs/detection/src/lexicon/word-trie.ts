/**
 * A trie over folded words and stems in flat arrays: one walk over the letters of a token finds the whole word and every
 * stem it begins with, in time linear in its length. Ids are given out from 0. Words are added by a hash table of edges;
 * before the first match the children of each node are laid side by side, which is a tenth of the memory: hundreds of
 * thousands of edges in a table cost a cache miss for every letter.
 */
export class WordTrie {
  private keys = new Float64Array(1 << 12).fill(-1);
  private targets = new Int32Array(1 << 12);
  private edges = 0;
  private nodes = 1;
  private wordIds = new Int32Array(1 << 11).fill(-1);
  private stemIds = new Int32Array(1 << 11).fill(-1);
  private ids = 0;
  private packed: PackedTrie | null = null;

  get size(): number {
    return this.ids;
  }

  /** The id of a word or stem, which is added when it is new. */
  add(text: string, isStem: boolean): number {
    this.packed = null;
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
    const { firstChildren, letters, roots, stemIds, wordIds } = this.packed ?? (this.packed = this.pack());
    let node = start < end ? (roots[units[start] as number] as number) : 0;
    for (let i = start + 1; node !== 0; i++) {
      const stem = stemIds[node] as number;
      if (stem !== -1 && at < found.length) found[at++] = stem;
      if (i >= end) break;
      const unit = units[i] as number;
      const last = firstChildren[node + 1] as number;
      let child = firstChildren[node] as number;
      while (child < last && letters[child] !== unit) child++;
      if (child === last) return at;
      node = child;
    }
    if (node === 0) return at;
    const word = wordIds[node] as number;
    if (word !== -1 && at < found.length) found[at++] = word;
    return at;
  }

  /** Numbers the nodes level by level, so that those of one parent follow each other. */
  private pack(): PackedTrie {
    const { nodes, keys, targets } = this;
    const counts = new Int32Array(nodes + 1);
    keys.forEach((key) => {
      if (key !== -1) counts[Math.floor(key / 65536) + 1] = (counts[Math.floor(key / 65536) + 1] as number) + 1;
    });
    for (let node = 0; node < nodes; node++) counts[node + 1] = (counts[node + 1] as number) + (counts[node] as number);
    const next = counts.slice();
    const childUnits = new Uint16Array(nodes);
    const childNodes = new Int32Array(nodes);
    keys.forEach((key, slot) => {
      if (key === -1) return;
      const node = Math.floor(key / 65536);
      const at = next[node] as number;
      next[node] = at + 1;
      childUnits[at] = key % 65536;
      childNodes[at] = targets[slot] as number;
    });
    const packed: PackedTrie = {
      roots: new Int32Array(65536),
      letters: new Uint16Array(nodes + 1),
      firstChildren: new Int32Array(nodes + 1),
      wordIds: new Int32Array(nodes).fill(-1),
      stemIds: new Int32Array(nodes).fill(-1),
    };
    /** The node of the table for each packed one. */
    const order = new Int32Array(nodes);
    let last = 1;
    for (let node = 0; node < nodes; node++) {
      const old = order[node] as number;
      packed.firstChildren[node] = last;
      packed.wordIds[node] = this.wordIds[old] as number;
      packed.stemIds[node] = this.stemIds[old] as number;
      for (let at = counts[old] as number; at < (counts[old + 1] as number); at++, last++) {
        order[last] = childNodes[at] as number;
        packed.letters[last] = childUnits[at] as number;
        if (node === 0) packed.roots[childUnits[at] as number] = last;
      }
    }
    packed.firstChildren[nodes] = last;
    return packed;
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

/** The children of node n are the nodes from `firstChildren[n]` to before `firstChildren[n + 1]`, reached by `letters`. */
interface PackedTrie {
  /** The child of the root for each first letter; 0 where no word begins so. */
  readonly roots: Int32Array;
  readonly letters: Uint16Array;
  readonly firstChildren: Int32Array;
  readonly wordIds: Int32Array;
  readonly stemIds: Int32Array;
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
