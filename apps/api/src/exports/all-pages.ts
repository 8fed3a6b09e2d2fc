interface Page<Row> {
  readonly items: readonly Row[];
  readonly next: string | null;
}

/**
 * Every row of a list that comes in pages: a page is asked for when the one before was taken, so that whoever reads
 * slowly holds one page in memory, however long the list is.
 */
export async function* allPages<Row>(
  pageAfter: (after: string | undefined) => Promise<Page<Row>>,
): AsyncGenerator<readonly Row[]> {
  for (let after: string | null | undefined = undefined; after !== null;) {
    const page: Page<Row> = await pageAfter(after);
    if (page.items.length > 0) yield page.items;
    after = page.next;
  }
}
