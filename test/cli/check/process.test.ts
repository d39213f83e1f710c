// What only a real process shows: a kill at any moment, a full disk, watching and Ctrl+C, a pipe, colours, Tab in real shells.

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { folderWith, notebookText } from '../ran.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'nbship-built-'));
const program = join(folder, 'cli.mjs');

beforeAll(() => {
  execFileSync(join(root, 'node_modules/.bin/tsx'), ['scripts/build.ts', program], { cwd: root, stdio: 'pipe' });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const DIRTY = notebookText(...Array.from({ length: 60 }, (_, at) => `x${at} = ${at}  # nbship: ignore[star-import]\nprint(x${at})`));
const CLEAN = DIRTY.replaceAll('  # nbship: ignore[star-import]', '');

function exited(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on('close', resolve));
}

test('a kill at any moment leaves the old file or the new one', async () => {
  const names = Array.from({ length: 8 }, (_, at) => `${at}.ipynb`);
  const place = folderWith({});
  const seen = new Set<string>();
  const round = async (killedAfter: number | undefined): Promise<number> => {
    for (const each of names) writeFileSync(join(place, each), DIRTY);
    const began = Date.now();
    const child = spawn(process.execPath, [program, 'check', '--fix'], { cwd: place, stdio: 'ignore' });
    const timer = killedAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killedAfter);
    await exited(child);
    clearTimeout(timer);
    for (const each of names) {
      const text = readFileSync(join(place, each), 'utf8');
      expect(text === DIRTY || text === CLEAN).toBe(true);
      seen.add(text);
    }
    // What a killed run leaves behind is no notebook.
    expect(readdirSync(place).filter((each) => each.endsWith('.ipynb'))).toHaveLength(names.length);
    return Date.now() - began;
  };
  const whole = await round(undefined);
  for (let at = 1; at <= 12; at += 1) await round((whole * at) / 12);
  expect(seen.size).toBe(2);
}, 120_000);

const isRoot = process.getuid?.() === 0 && process.platform === 'linux';

describe.skipIf(!isRoot)('a disk that is full', () => {
  test('leaves the file as it was, and is told', () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]);
    // A container may not be allowed to mount.
    if (mounted.status !== 0) return;
    try {
      writeFileSync(join(disk, 'a.ipynb'), DIRTY);
      writeFileSync(join(disk, 'filler'), Buffer.alloc(256 * 1024 - 4096 * (Math.ceil(DIRTY.length / 4096) + 1)));
      const said = spawnSync(process.execPath, [program, 'check', '--fix'], { cwd: disk, encoding: 'utf8' });
      expect(said.stderr).toBe('nbship: a.ipynb: not fixed: it cannot be written (ENOSPC)\n');
      expect(said.status).toBe(2);
      expect(readFileSync(join(disk, 'a.ipynb'), 'utf8')).toBe(DIRTY);
      expect(readdirSync(disk)).toEqual(['a.ipynb', 'filler']);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

test('--output to a device leaves it a device', () => {
  const place = folderWith({ 'a.ipynb': notebookText('print(gone)') });
  const line = `'${process.execPath}' '${program}' check --format concise -o /dev/stdout | cat; '${process.execPath}' '${program}' check -o /dev/null`;
  const said = spawnSync('bash', ['-c', line], { cwd: place, encoding: 'utf8' });
  expect(said.stdout).toContain('undefined-name');
  expect(said).toMatchObject({ stderr: '', status: 1 });
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('--watch checks again after a change, and ends cleanly with Ctrl+C', async () => {
  const place = folderWith({ 'a.ipynb': notebookText('x = 1') });
  const child = spawn(process.execPath, [program, 'check', '--watch', '--format', 'concise'], { cwd: place });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const until = async (holds: () => boolean): Promise<void> => {
    for (let tries = 0; tries < 200 && !holds(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(holds(), `${out}\n${err}`).toBe(true);
  };
  const rounds = (): number => err.split('watching for changes').length - 1;
  await until(() => rounds() === 1);
  writeFileSync(join(place, 'a.ipynb'), notebookText('print(gone)'));
  await until(() => out.includes('`gone` is used here') && rounds() >= 2);
  writeFileSync(join(place, 'nbship.toml'), 'selekt = []\n');
  await until(() => err.includes("unknown key 'selekt'"));
  writeFileSync(join(place, 'nbship.toml'), 'ignore = ["undefined-name"]\n');
  await until(() => out.split('No problems in 1 notebook.').length === 3);
  // Not a terminal: nothing clears it.
  expect(out).not.toContain('\u001b');
  child.kill('SIGINT');
  expect(await exited(child)).toBe(0);
}, 30_000);

describe('completions', () => {
  const script = (shell: string): string => execFileSync(process.execPath, [program, 'completions', shell], { encoding: 'utf8' });
  const has = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

  test.skipIf(!has('bash'))('in bash', () => {
    writeFileSync(join(folder, 'c.bash'), script('bash'));
    const complete = (...words: readonly string[]): readonly string[] => {
      const place = folderWith({ 'a b.ipynb': '', 'sub/x': '' });
      const line = `source '${join(folder, 'c.bash')}'; COMP_WORDS=(${words.map((each) => `'${each}'`).join(' ')}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _nbship; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return execFileSync('bash', ['--norc', '-c', line], { encoding: 'utf8', cwd: place })
        .split('\n')
        .filter((each) => each !== '');
    };
    expect(complete('nbship', 'ch')).toEqual(['check']);
    expect(complete('nbship', 'check', '--format', 'g')).toEqual(['github', 'gitlab']);
    expect(complete('nbship', 'check', '--format', '=', 'sa')).toEqual(['sarif']);
    expect(complete('nbship', 'check', '--exit')).toEqual(['--exit-zero', '--exit-non-zero-on-fix']);
    expect(complete('nbship', 'check', '--select', 'undefined')).toEqual(['undefined-name']);
    expect(complete('nbship', 'check', 'a')).toEqual(['a b.ipynb']);
    expect(complete('nbship', 'verify', 's')).toEqual(['sub']);
    expect(complete('nbship', 'explain', 'stale')).toEqual(['stale-output']);
    expect(complete('nbship', 'completions', 'z')).toEqual(['zsh']);
  });

  test.skipIf(!has('fish'))('in fish', () => {
    writeFileSync(join(folder, 'c.fish'), script('fish'));
    const complete = (line: string): readonly string[] =>
      execFileSync('fish', ['--no-config', '-c', `source '${join(folder, 'c.fish')}'; complete -C '${line}'`], {
        encoding: 'utf8',
        cwd: folder,
      })
        .trimEnd()
        .split('\n')
        .map((each) => each.split('\t')[0] ?? '');
    expect(complete('nbship chec')).toEqual(['check']);
    expect(complete('nbship check --format g')).toEqual(['github', 'gitlab']);
    expect(complete('nbship check --exit-z')).toEqual(['--exit-zero']);
    expect(complete('nbship explain stale')).toEqual(['stale-output']);
  });

  test.skipIf(!has('zsh'))(
    'in zsh',
    () => {
      writeFileSync(join(folder, 'c.zsh'), script('zsh'));
      // zsh completes only on a terminal: zpty gives it one.
      const driver = [
        'zmodload zsh/zpty; zpty z zsh -f -i',
        `zpty -w z "PS1=; autoload -Uz compinit; compinit -u -d '${folder}/dump'; source '${folder}/c.zsh'"`,
        'sleep 2',
        String.raw`zpty -n -w z $'nbship check --format gith\t'; sleep 1`,
        String.raw`zpty -n -w z $' --exit-z\t'; sleep 1`,
        'while zpty -r -t z out; do print -r -- "$out"; done; zpty -d z',
      ];
      const said = spawnSync('zsh', ['-f', '-c', driver.join('\n')], { encoding: 'utf8', cwd: folder, timeout: 20_000 });
      expect(said.stdout, said.stderr).toContain('--format github');
      expect(said.stdout).toContain('--exit-zero');
    },
    30_000,
  );
});
