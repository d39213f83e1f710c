// Unpacks what the bundles carry of a library: JSON in which a repeated stretch is written once, and pointed back at afterwards.

/** What stands for a digit: printable ASCII that a text between single quotes need not escape. */
export const DIGITS = ' !"#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~';

/** Stands for JSON's own quotes, so that those within its texts need no backslash. */
export const QUOTE = '^';

export interface Pointer {
  /** The character that opens it. */
  readonly mark: string;
  /** How many digits its distance back has, after the one digit of its length. */
  readonly digits: number;
}

/** `~` length distance: the nearer the stretch, the shorter the pointer. */
export const POINTERS: readonly Pointer[] = [
  { mark: ';', digits: 1 },
  { mark: '~', digits: 2 },
  { mark: '@', digits: 3 },
];

/** The shortest stretch that a pointer with so many digits stands for: a mark, a length and a distance are shorter. */
export function shortest(digits: number): number {
  return digits + 3;
}

/** The value that was packed into so many characters of JSON. */
export function unpacked(size: number, text: string): unknown {
  const json = spelledOut(size, text).replaceAll('"', '\\"').replaceAll(QUOTE, '"');
  return JSON.parse(json);
}

function spelledOut(size: number, text: string): string {
  const codes = new Uint8Array(size);
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const digits = DIGITS_AFTER[code] ?? 0;
    if (digits === 0) {
      codes[end++] = code;
      continue;
    }
    let distance = 0;
    for (let each = at + 2; each < at + 2 + digits; each++) distance = distance * DIGITS.length + valueAt(text, each);
    const stop = end + shortest(digits) + valueAt(text, at + 1);
    // A stretch that repeats itself is written as far as it is there, again and again.
    while (end < stop) {
      const length = Math.min(distance, stop - end);
      codes.copyWithin(end, end - distance, end - distance + length);
      end += length;
    }
    at += 1 + digits;
  }
  return textOf(codes);
}

/** In pieces, as a call takes only so many arguments; spreading them would go through an iterator. */
function textOf(codes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < codes.length; at += 8192) text += Reflect.apply(String.fromCharCode, undefined, codes.subarray(at, at + 8192));
  return text;
}

function valueAt(text: string, at: number): number {
  return VALUES[text.charCodeAt(at)] ?? 0;
}

/** By a character's code, what it is worth as a digit. */
const VALUES = new Uint8Array(128);
for (let value = 0; value < DIGITS.length; value++) VALUES[DIGITS.charCodeAt(value)] = value;

/** By a character's code, how many digits of distance come with it; 0 for one that is no pointer's. */
const DIGITS_AFTER = new Uint8Array(128);
for (const { mark, digits } of POINTERS) DIGITS_AFTER[mark.charCodeAt(0)] = digits;
