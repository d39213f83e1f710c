// What archives hold, read from their own directories.

import { gunzipSync } from 'node:zlib';

/** Names and unpacked sizes, from the central directory at the end of a zip file (PKWARE's APPNOTE, 4.3.12). */
export function zipEntries(zip: Buffer): ReadonlyMap<string, number> {
  const entries = new Map<string, number>();
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field)) as [number, number, number];
    const path = zip.toString('utf8', at + 46, at + 46 + name);
    if (!path.endsWith('/')) entries.set(path, zip.readUInt32LE(at + 24));
    at += 46 + name + extra + comment;
  }
  return entries;
}

/** The files of a .tgz with their text; each starts with a header of 512 bytes (POSIX ustar). */
export function tarFiles(tgz: Buffer): ReadonlyMap<string, string> {
  const tar = gunzipSync(tgz);
  const field = (at: number, length: number): string => tar.toString('utf8', at, at + length).replace(/\0.*$/s, '');
  const files = new Map<string, string>();
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const size = Number.parseInt(field(at + 124, 12), 8);
    files.set(field(at, 100), tar.toString('utf8', at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
