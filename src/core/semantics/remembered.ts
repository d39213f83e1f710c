// Works something out once for each thing it is asked of, for rules that ask the same of one model.

/** The function, which keeps what it gave for as long as the object lives that it was given. */
export function remembered<Of extends object, Result>(work: (of: Of) => Result): (of: Of) => Result {
  const known = new WeakMap<Of, { readonly result: Result }>();
  return (of) => {
    let kept = known.get(of);
    if (!kept) known.set(of, (kept = { result: work(of) }));
    return kept.result;
  };
}
