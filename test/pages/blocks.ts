// Reads the code blocks of a rule's page, with the files that stand beside the notebook in them.

import { projectFacts } from '../../src/core/project/facts.ts';
import type { InstalledFacts, Ports } from '../../src/core/semantics/ports.ts';

export interface Block {
  readonly section: 'Flagged' | 'Not flagged';
  readonly code: string;
  /** 1-based line of the page on which the code begins. */
  readonly line: number;
  /** Files beside the notebook, from blocks such as ```text requirements.txt just before it. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** What the fixes make of it, from the block behind a line that says `becomes`. */
  readonly becomes: string | undefined;
  /** What the fixes make of files beside the notebook, from blocks with a name behind that line. */
  readonly filesBecome: readonly { readonly path: string; readonly text: string }[];
}

export function blocksOf(page: string): readonly Block[] {
  const blocks: Block[] = [];
  let section = '';
  let result = false;
  let files: { path: string; text: string }[] = [];
  let open: { language: string; name: string; line: number; lines: string[] } | undefined;
  page.split('\n').forEach((line, at) => {
    const fence = /^```(\w*)\s*(\S*)/.exec(line);
    if (open && fence) {
      const text = open.lines.join('\n');
      const last = blocks.at(-1);
      if (result && open.name !== '' && last)
        blocks[blocks.length - 1] = { ...last, filesBecome: [...last.filesBecome, { path: open.name, text }] };
      else if (open.name !== '') files.push({ path: open.name, text });
      else if (result && last) blocks[blocks.length - 1] = { ...last, becomes: text };
      else if (open.language === 'python' && (section === 'Flagged' || section === 'Not flagged')) {
        blocks.push({ section, code: text, line: open.line, files, becomes: undefined, filesBecome: [] });
        files = [];
      }
      // Files and the notebook may both change: the notebook comes last.
      result &&= open.name !== '';
      open = undefined;
    } else if (open) open.lines.push(line);
    else if (fence) open = { language: fence[1] ?? '', name: fence[2] ?? '', line: at + 2, lines: [] };
    else if (/^becomes\b/.test(line)) result = true;
    else if (line.trim() !== '') {
      result = false;
      if (line.startsWith('## ')) section = line.slice(3).trim();
    }
  });
  return blocks;
}

/** What the files beside the notebook declare and hold; `pip-freeze.txt` says what is installed, `.project` where the project is, `.versions` who keeps what. */
export function projectFactsOf(block: Pick<Block, 'files'>): Ports {
  const data = new Map(block.files.map((each) => [each.path, each.text]));
  const frozen = data.get('pip-freeze.txt');
  const versioned = data.get('.versions');
  const place = /^root: (.*)\nfolder: (.*)$/m.exec(data.get('.project') ?? '');
  return {
    ...(frozen === undefined ? {} : { installed: installedFrom(frozen) }),
    project: {
      ...projectFacts(
        block.files.filter((each) => !['pip-freeze.txt', '.project', '.versions'].includes(each.path)),
        [],
      ),
      ...(place ? { place: { root: place[1] ?? '', folder: place[2] ?? '' } } : {}),
    },
    ...(versioned === undefined ? {} : { versioning: versioningIn(versioned) }),
    sample: (path) => {
      const text = data.get(path);
      return text === undefined ? { kind: 'absent' } : { kind: 'file', text, whole: true };
    },
  };
}

/** Lines such as `scikit-learn==1.5.2`, perhaps with `# sklearn sklearn.svm`, its modules, behind; and `# Python 3.12.1`. */
function installedFrom(frozen: string): InstalledFacts {
  const versions = new Map<string, string>();
  const packages = new Map<string, string[]>();
  const below = new Map<string, Map<string, Set<string>>>();
  const python = /^# Python (\S+)/m.exec(frozen)?.[1];
  for (const [, name = '', version = '', modules = ''] of frozen.matchAll(/^(\S+)==(\S+)(?:\s+#\s*(.*))?$/gm)) {
    versions.set(name, version);
    for (const each of modules.split(' ').filter((word) => word !== '')) {
      const [root = each] = each.split('.');
      packages.set(root, [...new Set([...(packages.get(root) ?? []), name])]);
      const found = below.get(root) ?? new Map<string, Set<string>>();
      below.set(root, found.set(name, new Set([root, ...(found.get(name) ?? []), each])));
    }
  }
  const told = packages.size > 0 ? { modules: new Set(packages.keys()), modulesOf: (root: string) => below.get(root) ?? new Map() } : {};
  return { packages, versions, ...told, ...(python === undefined ? {} : { python }) };
}

/** Lines such as `git train.csv`; `git *` for the notebook, and `uses dvc`. */
function versioningIn(text: string): NonNullable<Ports['versioning']> {
  const lines = text.split('\n');
  return {
    keepsNotebook: () => lines.includes('git *'),
    usesDvc: lines.includes('uses dvc'),
    keeperOf: (path) => (['git', 'dvc', 'annex'] as const).find((each) => lines.includes(`${each} ${path}`)) ?? 'nobody',
  };
}

/** The 1-based lines that `# error: [rule]` marks: its own, or the next one where it stands alone; twice marked, twice found. */
export function markedLines(code: string, rule: string): readonly number[] {
  return code.split('\n').flatMap((line, at) => {
    const marks = line.split(`# error: [${rule}]`);
    return marks.slice(1).map(() => (marks[0]?.trim() === '' ? at + 2 : at + 1));
  });
}

/** The code without its marks, as a page shows what a fix makes of it. */
export function withoutMarks(code: string): string {
  return code.replaceAll(/[ \t]*# error: \[[\w-]+\]/g, '');
}
