// The literal text just before a printed value, which is what people call the value.

/**
 * The label in the source before a value: `print("Accuracy:", x)`, `f"RMSE = {x}"`, `"auc: {}".format(x)` and `"acc %.2f" % x`
 * give `Accuracy`, `RMSE`, `auc` and `acc`; undefined where no words stand there.
 */
export function labelBefore(source: string): string | undefined {
  const label = (openString(source) ?? lastString(source) ?? '')
    .replace(/\\[ntr]/g, ' ')
    .replace(/[{%].*$/s, '')
    .replace(/^[\s,;:]+|[\s,;:=>-]+$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return /[A-Za-z]/.test(label) && label.length <= 60 ? label : undefined;
}

/** Inside an f-string: what stands between the field before, or the opening quote, and this field. */
function openString(source: string): string | undefined {
  const closed = source.replace(/(['"])(?:\\.|(?!\1)[^\\\n])*\1/g, (text) => ' '.repeat(text.length));
  const quote = closed.search(/['"]/);
  if (quote === -1) return undefined;
  const inside = source.slice(quote + 1).replace(/\{[^{}]*$/, '');
  return inside.slice(inside.lastIndexOf('}') + 1);
}

function lastString(source: string): string | undefined {
  return [...source.matchAll(/(['"])((?:\\.|(?!\1)[^\\\n])*)\1/g)].at(-1)?.[2];
}
