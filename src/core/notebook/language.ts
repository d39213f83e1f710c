// Which language a notebook and its cells speak, from the many places where frontends say so.

type Fields = Readonly<Record<string, unknown>>;

/** An object's fields, or none for anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
}

/** Names of kernels and of syntax modes that mean Python. */
const pythons = new Set([
  'python',
  'python2',
  'python3',
  'ipython',
  'ipython2',
  'ipython3',
  'pyspark',
  'pyspark3',
  'xpython',
  'pyodide',
  'py',
  'pysparkkernel',
]);
const kernels: readonly (readonly [RegExp, string])[] = [
  [/^ir\d*$|^r\b|[-_]r$/, 'r'],
  [/^i?julia/, 'julia'],
  [/scala|almond|toree|^spark/, 'scala'],
  [/^(?:bash|calysto_bash)/, 'bash'],
  [/^(?:js|javascript|ijavascript|deno|tslab|jslab)/, 'javascript'],
  [/^(?:\.net-)?(?:csharp|fsharp|powershell)/, 'csharp'],
  [/^(?:i?ruby|ihaskell|haskell|gophernotes|rust|java|xcpp.*|octave|matlab|sos|sagemath|kotlin|perl|lua|sql|stata|wolfram.*)/, ''],
];

/** The notebook's language in lower case; `python` where nothing is said. */
export function languageOf(metadata: Fields): string {
  const spec = fieldsOf(metadata['kernelspec']);
  const info = fieldsOf(metadata['language_info']);
  const said = [spec['language'], info['name'], metadata['language']].find((each) => typeof each === 'string' && each.trim() !== '');
  if (typeof said === 'string') return normalLanguage(said);
  return typeof spec['name'] === 'string' ? kernelLanguage(spec['name'].toLowerCase()) : 'python';
}

function kernelLanguage(name: string): string {
  for (const [pattern, language] of kernels) {
    const found = pattern.exec(name);
    if (found !== null) return language || found[0];
  }
  return 'python';
}

function normalLanguage(name: string): string {
  const lower = name.trim().toLowerCase();
  return pythons.has(lower) ? 'python' : lower;
}

/** The language of one cell: VS Code's, Polyglot's, SoS's and nbformat 3's ways to say it, else the notebook's. */
export function cellLanguage(cell: Fields, metadata: Fields, notebook: string): string {
  const polyglot = fieldsOf(metadata['polyglot_notebook'])['kernelName'] ?? fieldsOf(metadata['dotnet_interactive'])['language'];
  const said = [
    fieldsOf(metadata['vscode'])['languageId'],
    polyglot,
    metadata['kernel'],
    metadata['language'],
    metadata['languageId'],
    cell['language'],
  ];
  const name = said.find((each) => typeof each === 'string' && each.trim() !== '');
  return typeof name === 'string' ? normalLanguage(name) : notebook;
}
