// Edits of single lines of the project's text files.

import { describe, expect, it } from 'vitest';

import { editedFile } from '../../../src/core/text/edit.ts';

describe('a file of the project', () => {
  it('has its line replaced, and all others kept byte for byte', () => {
    expect(editedFile('a\r\nb\r\n', [{ line: 2, found: 'b', text: 'c' }])).toBe('a\r\nc\r\n');
  });

  it('is left alone where the line reads otherwise by now', () => {
    expect(editedFile('a\nx\n', [{ line: 2, found: 'b', text: 'c' }])).toBeUndefined();
    expect(editedFile('a', [{ line: 7, text: 'c' }])).toBeUndefined();
  });

  it.each([
    ['', 'new\n'],
    ['a\n', 'a\nnew\n'],
    ['a', 'a\nnew\n'],
    ['a\r\nb', 'a\r\nb\r\nnew\r\n'],
  ])('gets a line added at its end: %j', (before, after) => {
    expect(editedFile(before, [{ text: 'new' }])).toBe(after);
  });

  it('is made where there is none', () => {
    expect(editedFile(undefined, [{ text: 'a==1' }, { text: 'b==2' }])).toBe('a==1\nb==2\n');
  });
});
