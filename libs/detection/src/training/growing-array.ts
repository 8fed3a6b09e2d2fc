const FIRST_SIZE = 1 << 12;

/** A list of integers that doubles as it grows, without the cost of boxed numbers. */
export class GrowingInts {
  private items = new Int32Array(FIRST_SIZE);
  length = 0;

  push(item: number): void {
    if (this.length === this.items.length) {
      const larger = new Int32Array(this.items.length * 2);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.length++] = item;
  }

  toArray(): Int32Array {
    return this.items.slice(0, this.length);
  }
}

/** The same for fractions of single precision. */
export class GrowingFloats {
  private items = new Float32Array(FIRST_SIZE);
  length = 0;

  push(item: number): void {
    if (this.length === this.items.length) {
      const larger = new Float32Array(this.items.length * 2);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.length++] = item;
  }

  toArray(): Float32Array {
    return this.items.slice(0, this.length);
  }
}
