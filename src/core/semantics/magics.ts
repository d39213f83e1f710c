// What IPython's magics do to the run: names they read and bind, and what becomes unknown.

import type { StmtNode } from '../python/ast.ts';
import type { Magic } from '../python/module.ts';
import type { Place } from '../text/span.ts';
import { inFrame } from './expressions.ts';
import type { Completion, Machine } from './machine.ts';
import { libraryValue } from './names.ts';
import { boundNames, makeNames, type Frame } from './scopes.ts';
import { execute } from './statements.ts';
import { openNames } from './targets.ts';
import { UNKNOWN } from './values.ts';

/** IPython's own magics and common ones that leave notebook variables alone; others may do anything. */
const QUIET = new Set(
  (
    'alias alias_magic autoawait autocall autoindent automagic autoreload aimport bookmark cd clear cls cp colors conda config debug dhist dirs doctest_mode ' +
    'ed edit env gui hist history killbgscripts ldir less lf lk ll load_ext reload_ext unload_ext loadpy logoff logon logstart logstate logstop ls lsmagic lx ' +
    'magic man matplotlib mkdir more mv notebook page pastebin pdb pdef pdoc pfile pinfo pinfo2 pip popd pprint precision prun psearch psource ' +
    'pushd pwd pycat qtconsole quickref rep rerun rm rmdir save sc set_env store sx system tb time timeit unalias who who_ls whos xdel xmode ' +
    'memit mprun lprun load_memory_profiler tensorboard bash sh script html HTML javascript js latex markdown svg SVG writefile file perl ruby python2 ' +
    'capture python3 pypy cmd mermaid uv mamba micromamba watermark nbdev flake8 pycodestyle black nb_black lab_black snakeviz heat ' +
    'skip raises info logs help manim jupyter_ai_magics'
  ).split(' '),
);

/** Magics that put names of their own into the notebook. */
const OPENING = new Set([
  'run',
  'pylab',
  'load',
  'reset',
  'reset_selective',
  'recall',
  'rehashx',
  'paste',
  'cpaste',
  'loadpy',
  'macro',
  'store',
]);

/** Magics that change the working folder or an environment variable. */
const SETTING = new Set(['cd', 'env', 'set_env']);

export function runMagic(m: Machine, magic: Magic): void {
  const { cell } = m.module;
  for (const each of magic.uses)
    if (m.globals.names.get(each.name)?.state === 'bound')
      m.useGlobal(each.name, m.globals.names.get(each.name) ?? unbound, { cell, span: each.span });
  if (magic.kind === 'shell' || magic.kind === 'cell') anyFile(m, { cell, span: magic.span });
  if (SETTING.has(magic.name) && (magic.name === 'cd' ? magic.argument !== '' : /[\s=]/.test(magic.argument))) {
    const value = magic.name === 'cd' ? magic.argument.replace(/^-q\s+/, '') : /^\w+(?=[\s=])/.exec(magic.argument)?.[0];
    m.setEnvironment(`%${magic.name}`, value, { cell, span: magic.span });
  }
  if (OPENING.has(magic.name) && magic.binds.length === 0) opened(m, magic, cell);
  else if (magic.kind !== 'shell' && magic.kind !== 'help' && !magic.runsPython && !QUIET.has(magic.name) && magic.binds.length === 0)
    opened(m, magic, cell);
  if (magic.name === 'pylab') pylab(m, { cell, span: magic.span });
  for (const name of magic.binds) m.bindGlobal(name, UNKNOWN, { cell, span: magic.span }, 'magic');
}

const unbound = { state: 'bound', value: UNKNOWN, providers: [], deleted: undefined } as const;

function opened(m: Machine, magic: Magic, cell: number): void {
  openNames(m, 'magic', `%${magic.name}`, { cell, span: magic.span });
}

function pylab(m: Machine, at: Place): void {
  const names = { np: 'numpy', numpy: 'numpy', plt: 'matplotlib.pyplot', matplotlib: 'matplotlib', pylab: 'pylab' };
  for (const [name, qualified] of Object.entries(names)) m.bindGlobal(name, libraryValue(m, qualified), at, 'magic');
}

/** A command of the shell may read and write any file. */
function anyFile(m: Machine, at: Place): void {
  m.flags.set('filesOpen', true);
  m.read('file:*');
  m.write('file:*', false);
  m.emit({ kind: 'havoc', ...m.happening(at), reason: 'shell', scope: 'files', detail: 'a shell command' });
}

/** The Python behind a magic. `%timeit` runs it as a function's body, so it binds nothing outside. */
export function runBehind(m: Machine, magic: Magic, node: StmtNode): Completion {
  if (magic.kind === 'shell' || (!magic.runsPython && magic.binds.length > 0)) {
    runMagic(m, { ...magic, binds: [] });
    for (const name of boundNames([node])) m.bindGlobal(name, UNKNOWN, m.placeOf(node), 'magic');
    return 'normal';
  }
  for (const name of magic.kind === 'cell' ? [] : magic.binds) m.bindGlobal(name, UNKNOWN, m.placeOf(node), 'magic');
  return magic.name === 'timeit' ? inFrame(m, frameOf(m, magic, node), () => execute(m, node)) : execute(m, node);
}

/** The function in which `%timeit` runs its code; all statements of a `%%timeit` cell stand in one. */
function frameOf(m: Machine, magic: Magic, node: StmtNode): Frame {
  if (m.timed?.magic === magic) return m.timed.frame;
  const statements = magic.kind === 'cell' ? m.module.items.flatMap((each) => (each.kind === 'statement' ? [each.node] : [])) : [node];
  const frame: Frame = {
    kind: 'function',
    names: makeNames(m.journal),
    scope: { locals: boundNames(statements), globals: new Set(), nonlocals: new Set(), yields: false, free: new Set() },
    parent: m.globals,
    module: m.module,
    results: [],
    method: undefined,
  };
  m.timed = { magic, frame };
  return frame;
}
