// Work that is begun ahead of its turn and ends in order.

/** Begins with items while `more` says so of those in progress, one at least, and gives what was begun in the order of the items. */
export function* ahead<Item, Begun>(
  items: readonly Item[],
  begin: (item: Item) => Begun,
  more: (begun: readonly Begun[]) => boolean,
): Generator<Begun, void> {
  const begun: Begun[] = [];
  const rest = items.values();
  for (;;) {
    while (begun.length === 0 || more(begun)) {
      const next = rest.next();
      if (next.done === true) break;
      begun.push(begin(next.value));
    }
    const [first] = begun.splice(0, 1);
    if (first === undefined) return;
    yield first;
  }
}
