// Work that is begun ahead of its turn and ends in order.

/**
 * Begins with items while `more` says so, one at least, and gives what was begun in the order of the items. What fails fails when
 * its turn comes.
 */
export function* ahead<Item, Begun>(
  items: readonly Item[],
  begin: (item: Item) => Promise<Begun>,
  more: (begun: number) => boolean,
): Generator<Promise<Begun>, void> {
  const begun: Promise<Begun>[] = [];
  const rest = items.values();
  for (;;) {
    while (begun.length === 0 || more(begun.length)) {
      const next = rest.next();
      if (next.done === true) break;
      const promise = begin(next.value);
      promise.catch(() => undefined);
      begun.push(promise);
    }
    const first = begun.shift();
    if (!first) return;
    yield first;
  }
}
