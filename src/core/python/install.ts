// What a cell installs: the commands of pip and conda behind `!` and `%`, taken apart.

import type { Span } from '../text/span.ts';
import type { Magic } from './module.ts';

/** One package that a command names, as written, e.g. `scikit-learn>=1.2`. */
export interface InstalledPackage {
  readonly text: string;
  /** Without extras and version, as PEP 503 normalises it; undefined for an address, a folder or a file. */
  readonly distribution: string | undefined;
  /** Where it stands in the cell, without quotes. */
  readonly span: Span;
}

/** `pip install ...` or `conda install ...`. */
export interface InstallCommand {
  readonly program: 'pip' | 'conda';
  /** `shell` by `!` with the program that the shell finds first; `kernel` by `%pip`, or with the kernel's own Python. */
  readonly by: 'shell' | 'kernel';
  readonly packages: readonly InstalledPackage[];
  /** The program as written, e.g. `pip3`, `python -m pip`. */
  readonly written: Span;
}

const COMMAND = /^(\s*)((?:\S*python[\d.]*\s+-m\s+|\{sys\.executable\}\s+-m\s+)?(?:uv\s+)?(?:pip|conda|mamba)[\d.]*)\s+install\s+/;

/** Options that take the next word. */
const WITH_VALUE =
  /^(-[rcifetn]|--(requirement|constraint|index-url|extra-index-url|find-links|target|editable|prefix|root|channel|name|platform|python-version|trusted-host|log|timeout|retries|progress-bar|cache-dir))$/;

/** The commands of one magic; `source` is the text of its cell. */
export function installsIn(magic: Magic, source: string): readonly InstallCommand[] {
  if (magic.kind === 'help' || magic.kind === 'cell') return [];
  const { start, end } = magic.span;
  const from = start + leading(source.slice(start, end));
  const commands: InstallCommand[] = [];
  let at = from;
  for (const part of source.slice(from, end).split(/(&&|;|\|\|?|#.*)/)) {
    const found = COMMAND.exec(part);
    if (found && !part.startsWith('#')) {
      const [whole, blank = '', program = ''] = found;
      const written = { start: at + blank.length, end: at + blank.length + program.length };
      const isKernel = magic.kind !== 'shell' || program.startsWith('{sys.executable}');
      commands.push({
        program: /conda|mamba/.test(program) ? 'conda' : 'pip',
        by: isKernel ? 'kernel' : 'shell',
        packages: packagesIn(part.slice(whole.length), at + whole.length),
        written,
      });
    }
    at += part.length;
  }
  return commands;
}

/** The signs before the command, with blanks: `!`, `!!`, `%`, `x = !`. */
function leading(text: string): number {
  return /^[^!%\n]*?[!%]{1,2}\s*/.exec(text)?.[0].length ?? 0;
}

function packagesIn(text: string, start: number): readonly InstalledPackage[] {
  const packages: InstalledPackage[] = [];
  const words = [...text.matchAll(/"[^"]*"|'[^']*'|[^\s\\]+/g)];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) break;
    const bare = word[0].replace(/^["']|["']$/g, '');
    if (WITH_VALUE.test(bare)) at++;
    if (bare === '' || bare.startsWith('-')) continue;
    const from = start + word.index + (bare === word[0] ? 0 : 1);
    packages.push({ text: bare, distribution: distributionIn(bare), span: { start: from, end: from + bare.length } });
  }
  return packages;
}

function distributionIn(text: string): string | undefined {
  const name = /^([A-Za-z0-9][\w.-]*)(?:\[[\w,\s-]*\])?\s*(?:[<>=!~].*)?$/.exec(text)?.[1];
  if (name === undefined || text.includes('/') || /\.(whl|zip|tar\.gz|txt)$/.test(text)) return undefined;
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
