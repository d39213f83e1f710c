// Small words that several rules use.

/** The last part of a qualified name, e.g. `fit` of `sklearn.svm.SVC.fit`. */
export function lastPart(qualified: string): string {
  return qualified.slice(qualified.lastIndexOf('.') + 1);
}

/** Those with the same key together, in the order in which the first of each came. */
export function groupedBy<Each>(all: Iterable<Each>, key: (each: Each) => string): ReadonlyMap<string, readonly Each[]> {
  const groups = new Map<string, Each[]>();
  for (const each of all) {
    const own = key(each);
    const known = groups.get(own);
    if (known) known.push(each);
    else groups.set(own, [each]);
  }
  return groups;
}
