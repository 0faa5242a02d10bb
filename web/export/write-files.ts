export { saveFile, saveText } from './save-file.ts';
export { svgPicture, svgText } from './svg-text.ts';
export { toCsv, toLatex, toMarkdown } from './table-text.ts';
