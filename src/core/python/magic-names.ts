// What is known of IPython's magics and those of common extensions: which run Python, and which words may stand without `%`.

/** Options of a magic whose argument is Python: letters that stand alone, and letters that take a value. */
export interface CodeOptions {
  readonly flags: string;
  readonly valued: string;
  /** Valued options whose value is the name of a function: `%lprun -f train`. */
  readonly functions?: string;
}

/** Line and cell magics whose argument or body is Python run in the notebook's own namespace (IPython 9, memory_profiler, line_profiler, snakeviz, manim, ipytest). */
export const pythonMagics: ReadonlyMap<string, CodeOptions> = new Map([
  ['time', { flags: '', valued: '' }],
  ['timeit', { flags: 'tcqo', valued: 'nrpv' }],
  ['prun', { flags: 'rq', valued: 'lsTD' }],
  ['debug', { flags: '', valued: 'b' }],
  ['memit', { flags: 'co', valued: 'rti' }],
  ['mprun', { flags: 'rc', valued: 'fT', functions: 'f' }],
  ['lprun', { flags: 'rsz', valued: 'fmDTu', functions: 'f' }],
  ['snakeviz', { flags: 't', valued: 'f' }],
  ['pyinstrument', { flags: '', valued: '' }],
  ['scalene', { flags: '', valued: '' }],
  ['heat', { flags: '', valued: 'o' }],
]);

/** Cell magics that run their body as Python but whose first line holds options, not code (IPython, ipytest, manim, ipycache, wandb, jupyternotify). */
export const wrappingMagics: ReadonlySet<string> = new Set(['capture', 'ipytest', 'run_pytest', 'manim', 'cache', 'wandb', 'notify']);

/** Line magics of IPython 9 with automagic, and its aliases of shell commands. */
export const automagicNames: ReadonlySet<string> = new Set(
  `alias alias_magic autoawait autocall automagic bookmark cat cd clear code_wrap colors conda config cp debug dhist dirs doctest_mode
  ed edit env gui hist history killbgscripts ldir less lf lk ll load load_ext loadpy logoff logon logstart logstate logstop ls lsmagic
  lx macro magic mamba man matplotlib micromamba mkdir more mv notebook page pastebin pdb pdef pdoc pfile pinfo pinfo2 pip popd pprint
  precision prun psearch psource pushd pwd pycat pylab quickref recall rehashx reload_ext rep rerun reset reset_selective rm rmdir run
  save sc set_env store sx system tb time timeit unalias unload_ext uv who who_ls whos xdel xmode`.split(/\s+/),
);

/** Names that `%pylab` binds besides everything in numpy and matplotlib.pylab (IPython.core.pylabtools.import_pylab). */
export const pylabNames: readonly string[] = [
  'numpy',
  'np',
  'matplotlib',
  'mlab',
  'pyplot',
  'plt',
  'pylab',
  'display',
  'figsize',
  'getfigs',
];
