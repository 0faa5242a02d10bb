/** The tags in a line of text: trimmed, each once, in the order written. */
export const tagsIn = (line: string): string[] => [...new Set(line.split(',').map((tag) => tag.trim()).filter(Boolean))];

/** What has to be given and taken so that the tags `before` become those `after`. */
export function tagChange(before: readonly string[], after: readonly string[]): { add: string[]; remove: string[] } {
  return {
    add: after.filter((tag) => !before.includes(tag)),
    remove: before.filter((tag) => !after.includes(tag)),
  };
}
