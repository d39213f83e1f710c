// Line ends, and the physical line of the file on which each source line stands.

/** Text with `\n` line ends only. */
export function normalized(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/**
 * The physical line of each source line: that of the string in which it begins. `pieces` are the decoded strings of
 * the source, `lines` the 1-based file line of each.
 */
export function fileLinesOf(pieces: readonly string[], lines: readonly number[]): readonly number[] {
  const fileLines: number[] = [];
  let atStart = true;
  let line = lines[0] ?? 1;
  let afterReturn = false;
  pieces.forEach((raw, index) => {
    if (raw === '') return;
    line = lines[index] ?? line;
    // A `\r\n` may be split between two strings.
    const piece = normalized(afterReturn && raw.startsWith('\n') ? raw.slice(1) : raw);
    afterReturn = raw.endsWith('\r');
    if (piece === '') return;
    if (atStart) fileLines.push(line);
    let from = piece.indexOf('\n');
    while (from !== -1 && from < piece.length - 1) {
      fileLines.push(line);
      from = piece.indexOf('\n', from + 1);
    }
    atStart = from !== -1;
  });
  // The line behind a last line end, and the only line of an empty source.
  if (atStart) fileLines.push(line);
  return fileLines;
}
