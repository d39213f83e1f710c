// Reads the code blocks of a rule's page, with the files that stand beside the notebook in them.

import { projectFacts } from '../../src/core/project/facts.ts';
import type { Ports } from '../../src/core/semantics/ports.ts';

export interface Block {
  readonly section: 'Flagged' | 'Not flagged';
  readonly code: string;
  /** 1-based line of the page on which the code begins. */
  readonly line: number;
  /** Files beside the notebook, from blocks such as ```text requirements.txt just before it. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** What the fixes make of it, from the block behind a line that says `becomes`. */
  readonly becomes: string | undefined;
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
      if (open.name !== '') files.push({ path: open.name, text });
      else if (result && last) blocks[blocks.length - 1] = { ...last, becomes: text };
      else if (open.language === 'python' && (section === 'Flagged' || section === 'Not flagged')) {
        blocks.push({ section, code: text, line: open.line, files, becomes: undefined });
        files = [];
      }
      [open, result] = [undefined, false];
    } else if (open) open.lines.push(line);
    else if (fence) open = { language: fence[1] ?? '', name: fence[2] ?? '', line: at + 2, lines: [] };
    else if (/^becomes\b/.test(line)) result = true;
    else if (line.startsWith('## ')) section = line.slice(3).trim();
  });
  return blocks;
}

/** What the files beside the notebook declare and hold; `pip-freeze.txt` says what is installed, `.project` where the project is, `.versions` who keeps what. */
export function projectFactsOf(block: Block): Ports {
  const data = new Map(block.files.map((each) => [each.path, each.text]));
  const frozen = data.get('pip-freeze.txt');
  const versioned = data.get('.versions');
  const place = /^root: (.*)\nfolder: (.*)$/m.exec(data.get('.project') ?? '');
  const versions = new Map(
    (frozen ?? '')
      .split('\n')
      .flatMap((line) => [...line.matchAll(/^(\S+)==(\S+)$/g)].map(([, name = '', version = '']) => [name, version] as const)),
  );
  return {
    ...(frozen === undefined ? {} : { installed: { packages: new Map(), versions } }),
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
