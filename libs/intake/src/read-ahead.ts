/**
 * Reads the next item while the one before is being worked on. Only for what may be read again from anywhere, a file or a
 * body that has arrived: of a service, asking for more may tell it that the last part was stored.
 */
export async function* readAhead<Item>(items: AsyncIterable<Item>): AsyncIterable<Item> {
  const iterator = items[Symbol.asyncIterator]();
  let next = iterator.next();
  // Whoever stops early has no more use for it, nor for its failure.
  next.catch(() => undefined);
  try {
    for (;;) {
      const read = await next;
      if (read.done === true) return;
      next = iterator.next();
      next.catch(() => undefined);
      yield read.value;
    }
  } finally {
    await iterator.return?.();
  }
}
