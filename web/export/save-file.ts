/** Hands a file to the browser, which saves it as it saves downloads. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName(name);
  link.click();
  // the browser has taken the blob by the next turn; kept longer, it would stay in memory
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export const saveText = (name: string, text: string, type: string): void => saveFile(name, new Blob([text], { type: `${type};charset=utf-8` }));

/** A name that every system takes: letters, digits, dashes, dots. */
export const fileName = (name: string): string => name.normalize('NFKD').replace(/[^\w.]+/g, '-').replace(/^[-.]+|-+$/g, '').slice(0, 120) || 'collapsar';
