import type { Root } from 'mdast';
import { findAndReplace } from 'mdast-util-find-and-replace';

/** A person named in a text: @name, or @"name with spaces"; not inside a word, so that an address is none. */
const MENTION = /(?<![\p{L}\p{N}_@])@(?:"([^"\n]{1,200})"|([\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?))/gu;

/** How a name is written as a mention. */
export const mentionOf = (name: string): string => (/^[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?$/u.test(name) ? `@${name}` : `@"${name}"`);

/** A remark plugin: mentions become <mark>, wherever Markdown has text (so never in code). */
export function markMentions() {
  return (tree: Root): void => {
    findAndReplace(tree, [
      [MENTION, (_: string, quoted?: string, plain?: string) => ({ type: 'emphasis', data: { hName: 'mark' }, children: [{ type: 'text', value: `@${quoted ?? plain}` }] })],
    ]);
  };
}
