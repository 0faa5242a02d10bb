import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '..');

/** Room -> rooms (or single files) that it may import. A room may always import itself; the longest matching room counts. */
const allowed: Record<string, string[]> = {
  // started before anything is built; then it needs the database, the measure command and archives, and nothing else of ours
  launch: ['dist/prisma', 'dist/server/ingest', 'dist/server/export', 'dist/server/reproduction'],
  prisma: [],
  trainer: ['prisma'],
  'server/linear-algebra': [],
  'server/metrics': ['server/linear-algebra', 'prisma/snapshot/snapshot.ts'],
  'server/measuring': ['server/metrics', 'server/linear-algebra', 'server/access', 'prisma'],
  'server/ingest': ['server/metrics', 'server/measuring', 'server/access', 'server/runs', 'prisma'],
  'server/access': ['prisma'],
  'server/runs': ['server/measuring', 'server/access', 'server/live', 'server/studies', 'server/metrics/catalogue.ts', 'prisma'],
  'server/studies': ['server/measuring', 'server/access', 'server/live', 'server/runs', 'server/metrics/catalogue.ts', 'prisma'],
  'server/geometry': ['server/runs', 'server/measuring', 'server/access', 'server/linear-algebra', 'server/metrics/catalogue.ts', 'prisma'],
  'server/classes': ['server/runs', 'server/measuring', 'server/access', 'server/metrics', 'prisma'],
  'server/comparison': ['server/runs', 'server/measuring', 'server/access', 'server/studies', 'server/metrics/catalogue.ts', 'prisma'],
  'server/paper': ['server/runs', 'server/comparison', 'server/measuring', 'server/access', 'server/studies', 'server/metrics/catalogue.ts', 'prisma'],
  'server/export': ['server/runs', 'server/measuring', 'server/access', 'server/studies', 'server/reviews', 'server/reports', 'server/metrics/catalogue.ts', 'prisma'],
  'server/launch': ['server/runs', 'server/access', 'prisma'],
  'server/reproduction': ['server/export', 'server/access', 'server/comparison', 'server/measuring', 'server/paper', 'server/metrics/catalogue.ts', 'prisma'],
  'server/people': ['server/access', 'server/studies', 'prisma'],
  'server/views': ['server/access', 'server/studies', 'prisma'],
  'server/reviews': ['server/access', 'server/studies', 'server/runs', 'server/people', 'server/measuring', 'server/live', 'server/metrics/catalogue.ts', 'prisma'],
  'server/reports': ['server/access', 'server/studies', 'server/runs', 'server/reviews', 'server/comparison', 'server/geometry', 'server/paper', 'server/measuring', 'server/metrics/catalogue.ts', 'prisma'],
  'server/checks': ['server/access', 'server/studies', 'server/runs', 'server/reviews', 'server/comparison', 'server/measuring', 'server/metrics/catalogue.ts', 'prisma'],
  'server/activity': ['server/access', 'server/studies', 'server/runs', 'server/reviews', 'server/people', 'prisma'],
  'server/webhooks': ['server/access', 'server/studies', 'prisma'],
  'server/monitoring': ['server/access', 'server/measuring', 'prisma'],
  'server/live': ['server/access', 'prisma'],
  'server/graphiql': ['prisma'],
  server: ['server', 'prisma'],
  'web/charts': ['web/formats'],
  web: ['web'],
  test: ['test', 'launch', 'prisma', 'trainer', 'server', 'web'],
};

const importLine = /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

const files = ['launch', 'prisma', 'trainer', 'server', 'web', 'test']
  .flatMap((room) => readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file.split(path.sep).join('/')}`))
  .filter((file) => (/\.tsx?$/.test(file) || /^launch\/.*\.mjs$/.test(file)) && !/(^|\/)(generated|node_modules|\.next)\/|\.as\.ts$|\.d\.ts$/.test(file));

const importsOf = (file: string): string[] =>
  [...readFileSync(path.join(root, file), 'utf8').matchAll(importLine)]
    .map((match) => match[1] ?? match[2] ?? match[3]!)
    .filter((target) => target.startsWith('.'))
    .map((target) => path.posix.join(path.posix.dirname(file), target));

const inside = (file: string, room: string) => file === room || file.startsWith(`${room}/`);
const roomOf = (file: string) =>
  Object.keys(allowed)
    .filter((room) => inside(file, room))
    .sort((a, b) => b.length - a.length)[0];

test('every source file lies in a room of the import table', () => {
  expect(files.filter((file) => !roomOf(file))).toEqual([]);
  expect(files.length).toBeGreaterThan(20);
});

test('no room imports one that it may not', () => {
  const forbidden = files.flatMap((file) => {
    const room = roomOf(file)!;
    return importsOf(file)
      .filter((target) => !inside(target, room) && !allowed[room]!.some((other) => inside(target, other)))
      .map((target) => `${file} imports ${target}`);
  });
  expect(forbidden).toEqual([]);
});

test('the table itself keeps trainer, server and web apart', () => {
  const reaches = (from: string, to: string) => (allowed[from] ?? []).some((room) => inside(room, to));
  expect(reaches('trainer', 'server') || reaches('trainer', 'web') || reaches('web', 'server')).toBe(false);
  expect(Object.keys(allowed).filter((room) => inside(room, 'server') && (reaches(room, 'trainer') || reaches(room, 'web')))).toEqual([]);
  expect(allowed.prisma).toEqual([]);
});

test('nothing imports in a circle', () => {
  const graph = new Map(files.map((file) => [file, importsOf(file)]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, trail: string[]) => {
    if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
    if (done.has(file) || trail.includes(file)) return;
    for (const target of graph.get(file) ?? []) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test('no folder is called utils, helpers, common, lib or shared', () => {
  expect(files.filter((file) => /(^|\/)(utils|helpers|common|lib|shared)(\/|\.)/.test(file))).toEqual([]);
});

test('the measure command and its readers never reach a database client, a server or TensorFlow', () => {
  const reached = new Set<string>();
  const visit = (file: string) => {
    if (reached.has(file)) return;
    reached.add(file);
    importsOf(file).forEach(visit);
  };
  for (const file of files.filter((each) => inside(each, 'server/ingest/readers') || ['measure', 'measure-command'].some((name) => each === `server/ingest/${name}.ts`))) visit(file);
  const ours = ['server/ingest', 'server/metrics', 'server/linear-algebra', 'prisma/snapshot', 'prisma/errors.ts'];
  expect([...reached].filter((file) => !ours.some((room) => inside(file, room)))).toEqual([]);
  expect(reached.size).toBeGreaterThan(40);
  const packages = [...reached].flatMap((file) => [...readFileSync(path.join(root, file), 'utf8').matchAll(importLine)].map((match) => match[1] ?? match[2] ?? match[3]!)).filter((target) => !/^(\.|node:)/.test(target));
  expect([...new Set(packages)].sort()).toEqual(['cli-progress', 'yauzl']);
});
