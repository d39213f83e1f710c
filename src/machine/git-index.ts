// Reads which files git tracks out of its index (gitformat-index, versions 2 to 4): no process, so nothing that a repository configures runs.

export type Tracked =
  | { readonly kind: 'tracked'; readonly paths: ReadonlySet<string> }
  /** It is no index, damaged, or of a form that does not list every file: split, sparse. */
  | { readonly kind: 'unknown' };

const UNKNOWN: Tracked = { kind: 'unknown' };
/** `DIRC`. */
const SIGNATURE = 0x44495243;
/** ctime, mtime, dev, ino, mode, uid, gid and size stand before the object's id. */
const BEFORE_ID = 40;
const MODE_AT = 24;
const FOLDER = 0o040000;

/** Paths below the repository's root, with `/`. `idBytes` is 20 for SHA-1, 32 for SHA-256. */
export function readGitIndex(bytes: Uint8Array, idBytes: 20 | 32): Tracked {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 + idBytes || view.getUint32(0) !== SIGNATURE) return UNKNOWN;
  const version = view.getUint32(4);
  if (version < 2 || version > 4) return UNKNOWN;
  const end = bytes.length - idBytes;
  const paths = new Set<string>();
  let at = 12;
  let previous: Uint8Array = new Uint8Array();
  for (let left = view.getUint32(8); left > 0; left -= 1) {
    const entry = entryAt(view, bytes, { at, end, idBytes, version, previous });
    // A whole folder stands for its files in a sparse index.
    if (!entry || entry.mode === FOLDER) return UNKNOWN;
    paths.add(decoder.decode(entry.name));
    previous = entry.name;
    at = entry.next;
  }
  return isWhole(view, at, end) ? { kind: 'tracked', paths } : UNKNOWN;
}

const decoder = new TextDecoder();

interface Where {
  readonly at: number;
  readonly end: number;
  readonly idBytes: number;
  readonly version: number;
  readonly previous: Uint8Array;
}

interface Entry {
  readonly mode: number;
  readonly name: Uint8Array;
  readonly next: number;
}

function entryAt(view: DataView, bytes: Uint8Array, { at, end, idBytes, version, previous }: Where): Entry | undefined {
  const flagsAt = at + BEFORE_ID + idBytes;
  if (flagsAt + 4 > end) return undefined;
  const mode = view.getUint32(at + MODE_AT) & 0o170000;
  const isExtended = version >= 3 && (view.getUint16(flagsAt) & 0x4000) !== 0;
  const nameAt = flagsAt + (isExtended ? 4 : 2);
  if (version === 4) {
    const cut = numberAt(bytes, nameAt, end);
    if (!cut || cut.value > previous.length) return undefined;
    const stop = bytes.indexOf(0, cut.next);
    if (stop === -1 || stop >= end) return undefined;
    const kept = previous.subarray(0, previous.length - cut.value);
    const name = new Uint8Array(kept.length + stop - cut.next);
    name.set(kept);
    name.set(bytes.subarray(cut.next, stop), kept.length);
    return { mode, name, next: stop + 1 };
  }
  const stop = bytes.indexOf(0, nameAt);
  if (stop === -1 || stop >= end) return undefined;
  // One to eight zeros fill an entry up to a multiple of eight.
  return { mode, name: bytes.subarray(nameAt, stop), next: at + Math.ceil((stop - at + 1) / 8) * 8 };
}

/** A number in git's variable width, as the offsets of pack files. */
function numberAt(bytes: Uint8Array, start: number, end: number): { readonly value: number; readonly next: number } | undefined {
  let at = start;
  let byte = bytes[at] ?? 0;
  let value = byte & 0x7f;
  while ((byte & 0x80) !== 0) {
    at += 1;
    if (at >= end || at - start > 5) return undefined;
    byte = bytes[at] ?? 0;
    value = ((value + 1) << 7) | (byte & 0x7f);
  }
  return { value, next: at + 1 };
}

/** The extensions end where the digest begins, and none of them (`link`) says that entries stand in another file. */
function isWhole(view: DataView, start: number, end: number): boolean {
  let at = start;
  for (; at + 8 <= end; at += 8 + view.getUint32(at + 4)) if (view.getUint32(at) === 0x6c696e6b) return false;
  return at === end;
}
