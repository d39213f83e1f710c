// The server for agents, asked by the SDK's own client over standard input and output.

import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { bundle, type Bundle } from './bundled.ts';
import { folderWith, notebookText } from './ran.ts';

let built: Bundle;
beforeAll(() => {
  built = bundle();
}, 60_000);
afterAll(() => built.remove());

const TRAINING = notebookText(
  'import pandas as pd\nfrom sklearn.linear_model import LogisticRegression',
  'df = pd.read_csv("data.csv")',
  'model = LogisticRegression(C=0.5)\nmodel.fit(df[["a"]], df["y"])\nprint(model.score(df[["a"]], df["y"]))',
);
const DATA = 'a,y\n1,0\n2,1\n3,0\n4,1\n';

interface Answered {
  readonly isError: boolean;
  readonly text: string;
  readonly structured: Readonly<Record<string, unknown>>;
}

class Agent {
  readonly client = new Client({ name: 'test', version: '1' });
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async connect(...flags: readonly string[]): Promise<void> {
    await this.client.connect(
      new StdioClientTransport({ command: process.execPath, args: [built.program, 'mcp', ...flags], cwd: this.folder, stderr: 'pipe' }),
    );
    onTestFinished(() => this.client.close());
  }

  async call(name: string, args: Readonly<Record<string, unknown>>): Promise<Answered> {
    const { content, isError, structuredContent } = await this.client.callTool({ name, arguments: args });
    const parts: readonly unknown[] = Array.isArray(content) ? content : [];
    const texts = parts.map((each) => (typeof each === 'object' && each !== null && 'text' in each ? String(each.text) : ''));
    return { isError: isError === true, text: texts.join('\n'), structured: { ...(structuredContent as object | undefined) } };
  }
}

async function agentIn(files: Readonly<Record<string, string>>, ...flags: readonly string[]): Promise<Agent> {
  const agent = new Agent(folderWith(files));
  await agent.connect(...flags);
  return agent;
}

describe('nbship mcp', () => {
  it('describes its tools and each of their arguments', async () => {
    const { client } = await agentIn({});
    expect(client.getServerVersion()?.name).toBe('nbship');
    expect(client.getInstructions()).toContain('It runs no notebook');
    const { tools } = await client.listTools();
    expect(tools.map((each) => each.name)).toEqual(['check', 'explain', 'plan', 'export']);
    for (const { description, inputSchema } of tools) {
      expect(description?.length).toBeGreaterThan(80);
      const properties = Object.values(inputSchema.properties ?? {});
      expect(properties.filter((each) => !('description' in each))).toEqual([]);
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    }
    expect(tools.map((each) => each.annotations?.readOnlyHint)).toEqual([true, true, true, false]);
    expect(tools[0]?.outputSchema).toMatchObject({ properties: { findings: { type: 'array' }, version: { const: 1 } } });
  });

  it('checks files, with the contract of the JSON report', async () => {
    const agent = await agentIn({
      'a.ipynb': notebookText('print(lost)'),
      'sub/b.ipynb': notebookText('x = 1'),
      'nbship.toml': 'exclude = ["skip"]\n',
      'skip/c.ipynb': '{}',
    });
    const all = await agent.call('check', {});
    expect(all.structured).toMatchObject({
      version: 1,
      summary: { notebooks: 2, errors: 1 },
      findings: [{ rule: 'undefined-name', path: 'a.ipynb', cell: 0 }],
    });
    expect(all.text).toContain('error undefined-name: `lost`');
    expect((await agent.call('check', { path: 'sub' })).structured).toMatchObject({ summary: { notebooks: 1, findings: 0 } });
    expect((await agent.call('check', { path: 'a.ipynb', ignore: ['undefined-name'] })).structured).toMatchObject({
      summary: { findings: 0 },
    });
  });

  it('checks what is not saved, with what lies around the place where it will be', async () => {
    const agent = await agentIn({ 'sub/data.csv': DATA });
    const content = '# %%\nimport pandas as pd\ndf = pd.read_csv("data.csv")\nprint(df["b"])\n';
    const { structured } = await agent.call('check', { content, path: 'sub/new.py', select: ['missing-state'] });
    expect(structured).toMatchObject({ findings: [{ rule: 'missing-state', path: 'sub/new.py', line: 4 }] });
    expect((await agent.call('check', { content: notebookText('print(lost)') })).structured).toMatchObject({
      findings: [{ path: 'notebook.ipynb' }],
    });
    expect((await agent.call('check', { content: '# %%\nx = 1\n' })).structured).toMatchObject({ summary: { notebooks: 1 } });
  });

  it('explains rules and variables', async () => {
    const agent = await agentIn({ 'a.ipynb': notebookText('rate = 2', 'rate = rate * 3', 'print(rate)') });
    expect((await agent.call('explain', { rule: 'undefined-name' })).text).toContain('# undefined-name');
    const story = await agent.call('explain', { path: 'a.ipynb', name: 'rate' });
    expect(story.text).toMatch(/cell 1 {2}made: 2 {2}rate = 2\n.*cell 2/s);
    expect(await agent.call('explain', { path: 'a.ipynb', name: 'rat' })).toMatchObject({
      isError: true,
      text: expect.stringContaining("did you mean 'rate'?") as string,
    });
  });

  it('plans an export, or says why there can be none', async () => {
    const agent = await agentIn({ 'a.ipynb': TRAINING, 'data.csv': DATA });
    const plan = await agent.call('plan', { path: 'a.ipynb' });
    expect(plan.structured).toMatchObject({ status: 'planned', plan: { data: [{ path: 'data.csv' }] }, refusals: [] });
    expect(plan.text).toContain('Stages');
    const refused = await agent.call('plan', { content: notebookText('print(lost)') });
    expect(refused).toMatchObject({ isError: false, structured: { status: 'refused', refusals: [{ cell: 0 }] } });
  });

  it('exports, and changes an earlier export only when it is told to', async () => {
    const agent = await agentIn({ 'a.ipynb': TRAINING, 'data.csv': DATA }, '--python', 'python3');
    const asked = { path: 'a.ipynb', output: 'project', lock: false };
    const first = await agent.call('export', asked);
    expect(first.isError, first.text).toBe(false);
    expect(first.structured).toMatchObject({ version: 1, status: 'written', plan: { package: expect.any(String) as string } });
    const readme = join(agent.folder, 'project/train.py');
    expect(existsSync(readme)).toBe(true);
    writeFileSync(join(agent.folder, 'a.ipynb'), TRAINING.replace('C=0.5', 'C=0.25'));
    const before = readFileSync(join(agent.folder, 'project/configs/v1.yaml'), 'utf8');
    const again = await agent.call('export', asked);
    expect(again).toMatchObject({ isError: false, structured: { status: 'exists' } });
    expect(readFileSync(join(agent.folder, 'project/configs/v1.yaml'), 'utf8')).toBe(before);
    const told = await agent.call('export', { ...asked, overwrite: true });
    expect(told.structured).toMatchObject({ status: 'written' });
    expect(readFileSync(join(agent.folder, 'project/configs/v1.yaml'), 'utf8')).toContain('0.25');
  }, 90_000);

  it('refuses what lies outside its folder, also behind links and in data files of notebooks', async () => {
    const outside = folderWith({ 'secret.ipynb': notebookText('print(lost)'), 'secret.csv': DATA });
    const agent = await agentIn({ 'in.ipynb': TRAINING.replace('data.csv', join(outside, 'secret.csv')) });
    symlinkSync(outside, join(agent.folder, 'link'));
    symlinkSync(join(outside, 'secret.ipynb'), join(agent.folder, 'leads-out.ipynb'));
    const refused = { isError: true, text: expect.stringContaining('outside the folder') as string };
    for (const path of [join(outside, 'secret.ipynb'), '../x.ipynb', 'link/secret.ipynb', '../**/*.ipynb', 'leads-out.ipynb'])
      expect(await agent.call('check', { path }), path).toMatchObject(refused);
    expect(await agent.call('plan', { path: 'link/secret.ipynb' })).toMatchObject(refused);
    expect(await agent.call('explain', { path: '../x.ipynb', name: 'x' })).toMatchObject(refused);
    expect(await agent.call('export', { path: 'in.ipynb', output: '../project' })).toMatchObject(refused);
    expect(await agent.call('export', { path: 'in.ipynb', output: 'link/project' })).toMatchObject(refused);
    expect(await agent.call('export', { path: 'in.ipynb', output: 'project' })).toMatchObject(refused);
    expect(existsSync(join(agent.folder, 'project'))).toBe(false);
    // A search does not follow the link to a folder, and passes over the link to a file and says so.
    expect((await agent.call('check', {})).structured).toMatchObject({ summary: { notebooks: 1, unreadable: 1 } });
  });

  it('answers trouble as errors of the tool, and goes on', async () => {
    const agent = await agentIn({ 'broken.ipynb': '{"cells": [' });
    expect(await agent.call('check', { path: 'broken.ipynb' })).toMatchObject({
      isError: true,
      text: expect.stringContaining('broken.ipynb') as string,
    });
    expect(await agent.call('check', { path: 'gone.ipynb' })).toMatchObject({
      isError: true,
      text: expect.stringContaining('gone.ipynb') as string,
    });
    expect(await agent.call('check', { select: ['no-such-rule'] })).toMatchObject({
      isError: true,
      text: expect.stringContaining("unknown rule 'no-such-rule'") as string,
    });
    expect(await agent.call('check', { file: 'a.ipynb' })).toMatchObject({ isError: true });
    expect(await agent.call('plan', {})).toMatchObject({ isError: true, text: expect.stringContaining('`path` or `content`') as string });
    expect(await agent.call('explain', { rule: 'no-such-rule' })).toMatchObject({ isError: true });
    mkdirSync(join(agent.folder, 'mine'));
    writeFileSync(join(agent.folder, 'mine/keep.txt'), 'mine');
    writeFileSync(join(agent.folder, 'a.ipynb'), TRAINING);
    expect(await agent.call('export', { path: 'a.ipynb', output: 'mine' })).toMatchObject({ isError: true });
    expect(readFileSync(join(agent.folder, 'mine/keep.txt'), 'utf8')).toBe('mine');
    expect((await agent.call('check', { content: '# %%\nx = 1\n' })).isError).toBe(false);
  });

  it('refuses a root that is no folder', async () => {
    const agent = new Agent(folderWith({}));
    await expect(agent.connect('--root', 'nowhere')).rejects.toThrow();
  });
});
