// What the rules about files share: reads and writes, and which of them only look whether a file is there.

import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { textAt } from './places.ts';

export type Access = EventOf<'read' | 'write'>;

const LOOKING = /\b(exists|isfile|isdir|is_file|is_dir|stat|getsize|listdir|glob|walk|mkdir|makedirs)\b/;

/** A call that only looks whether a file is there: what comes behind it is prepared for both. */
export function isLooking(model: Model, { at }: Access): boolean {
  return LOOKING.test(textAt(model, at));
}
