// Data from the web that may be other data next time.

import { steadinessOf } from '../knowledge/addresses.ts';
import type { Model } from '../semantics/model.ts';
import { broughtIn, type Brought } from './downloads.ts';
import { defineRule, type Report } from './rule.ts';
import { groupedBy, lastPart } from './words.ts';

type Key = 'branch' | 'address' | 'set';

export const urlData = defineRule({
  id: 'url-data',
  summary: 'Data comes from the web without a version or a checksum.',
  category: 'data',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    branch: {
      what: '`{address}` is read as it stands on `{branch}` that day{more}.',
      why: 'The next commit there changes the data of this notebook, and nothing notices.',
      how: 'Put a commit or a tag in place of `{branch}`, or use {pinned}.',
    },
    address: {
      what: '`{address}` is read without a version or a checksum{more}.',
      why: 'Other data behind the same address give other results, and nothing notices; no data stop the notebook.',
      how: 'Keep the file with the notebook (Git LFS, DVC), or have its checksum compared: {pinned}.',
    },
    set: {
      what: '`{call}` takes whichever version of `{name}` is newest{more}.',
      why: 'A new version changes the data of this notebook, and nothing notices.',
      how: 'Fix one: {pinned}.',
    },
  },
  *check({ model }): Generator<Report<Key>> {
    if (comparesDigests(model)) return;
    for (const [head, ...rest] of groupedBy(broughtIn(model).filter(isLoose), groupOf).values()) {
      if (!head) continue;
      const others = new Set(rest.map(nameOf).filter((each) => each !== nameOf(head))).size;
      yield reportOf(head, others > 0 ? ` (and ${others} more from there)` : '');
    }
  },
});

/** The notebook looks at a digest somewhere: it may be that of the data. */
function comparesDigests(model: Model): boolean {
  const digest = /\b(?:hashlib|md5sum|sha\d{1,3}sum|shasum|sha256|md5|checksum|pooch\.create)\b/;
  return model.modules.some((each) => digest.test(each.source));
}

function isLoose(brought: Brought): boolean {
  return brought.kind === 'set' || steadinessOf(brought.address).kind !== 'fixed';
}

function nameOf(brought: Brought): string {
  return brought.kind === 'set' ? brought.name : brought.address;
}

/** Files of one folder, sets of one call. */
function groupOf(brought: Brought): string {
  return brought.kind === 'set' ? brought.callee : brought.address.replace(/[?#].*$/, '').replace(/[^/]*$/, '');
}

function reportOf(brought: Brought, more: string): Report<Key> {
  const { at } = brought;
  if (brought.kind === 'set') {
    const { callee, name, fact } = brought;
    const quiet = fact.steady ? { severity: 'information' as const } : {};
    return { message: 'set', data: { call: lastPart(callee), name, pinned: codeOf(fact.pinned), more }, at, ...quiet };
  }
  const { address, pinned } = brought;
  const steady = steadinessOf(address);
  const data = { address: shorten(address), pinned: codeOf(pinned), more };
  if (steady.kind === 'branch') return { message: 'branch', data: { ...data, branch: steady.branch }, at };
  return { message: 'address', data, at, ...(steady.kind === 'archive' ? { severity: 'information' } : {}) };
}

/** Code as code, words as words. */
function codeOf(text: string): string {
  return /[="(]/.test(text) ? `\`${text}\`` : text;
}

function shorten(address: string): string {
  return address.length > 120 ? `${address.slice(0, 117)}...` : address;
}
