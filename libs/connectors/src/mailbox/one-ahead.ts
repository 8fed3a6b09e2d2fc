/**
 * Passes the items on while the next one is already being made: the server loads a group of mails while the one before it
 * is parsed and stored. At most one item waits. Ends the source when the consumer stops.
 */
export async function* oneAhead<T>(source: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  let next = started(source);
  try {
    for (;;) {
      const step = await next;
      if (step.done === true) return;
      next = started(source);
      yield step.value;
    }
  } finally {
    await source.return();
  }
}

function started<T>(source: AsyncGenerator<T, void>): Promise<IteratorResult<T, void>> {
  const step = source.next();
  // Its failure is raised where it is awaited; until then it must not count as unhandled.
  step.catch(() => undefined);
  return step;
}
