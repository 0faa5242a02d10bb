/** The epoch in a file's name: the number behind the word epoch, else its last number; null where there is none. As the import command reads it. */
export function epochInName(file: string): number | null {
  const name = file.replace(/\.[^.]*$/, '');
  const found = /epoch[-_ =.]*(\d+)/i.exec(name)?.[1] ?? name.match(/\d+/g)?.at(-1);
  return found === undefined || found.length > 15 ? null : Number(found);
}

/** A name for the run: what the files' names have in common before their epochs. */
export function runNameOf(files: readonly string[]): string {
  const stem = (file: string) => file.replace(/\.[^.]*$/, '').replace(/[-_ ]*epoch[-_ =.]*\d+.*$/i, '').replace(/[-_ ]*\d+$/, '').trim();
  const stems = [...new Set(files.map(stem))].filter(Boolean);
  return stems.length === 1 ? stems[0]! : 'imported';
}
