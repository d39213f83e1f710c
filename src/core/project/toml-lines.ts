// Finds on which line of a TOML file a value or a key stands, which its parser does not tell.

/** 1-based line of a quoted string behind a table's header, e.g. `"pandas>=2"` behind `[project]`; 1 where it is not found. */
export function lineOfString(text: string, header: string, written: string): number {
  const from = startOf(text, header);
  const quoted = [JSON.stringify(written), `'${written}'`].map((each) => text.indexOf(each, from)).filter((at) => at !== -1);
  return lineAt(text, quoted.length > 0 ? Math.min(...quoted) : from);
}

/** 1-based line of a key behind a table's header, or of its own sub-table, e.g. `pandas` behind `[tool.poetry.dependencies]`. */
export function lineOfKey(text: string, header: string, key: string): number {
  const name = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const from = startOf(text, header);
  const inTable = new RegExp(`^[ \\t]*["']?${name}["']?[ \\t]*[.=]`, 'm').exec(text.slice(from));
  if (inTable) return lineAt(text, from + inTable.index);
  const own = text.indexOf(`[${header}.${key}]`);
  return lineAt(text, own === -1 ? from : own);
}

function startOf(text: string, header: string): number {
  const name = header.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^[ \\t]*\\[\\s*${name}\\s*\\]`, 'm').exec(text)?.index ?? 0;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
