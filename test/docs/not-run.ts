import type { Block } from './blocks.ts';

interface Named {
  page: string;
  /** how its text begins; left out: all blocks of these languages on the page */
  begins?: string;
  languages?: string[];
}

/** To be run by hand before a release: what starts or tests the whole program, or needs what a test cannot have. */
export const BY_HAND: readonly (Named & { why: string })[] = [
  { page: 'README.md', begins: 'npm start', why: 'starts the whole program; test/browser and test/faults/start-again do' },
  { page: 'README.md', begins: 'npm test', why: 'runs all tests, this one too' },
  { page: 'docs/agreement.md', begins: 'node collapsar.mjs setup', why: 'fetches five gigabytes of packages' },
  { page: 'docs/backends.md', begins: 'cd .collapsar/backends/native', why: 'fetches two gigabytes of CUDA' },
  { page: 'docs/study.md', begins: 'npm run study', why: 'trains seventeen networks for an hour' },
  { page: 'docs/team.md', why: 'makes secrets, containers and services' },
  { page: 'docs/training.md', begins: 'npm run train -- --architecture', why: 'fetches CIFAR10, and watches runs that train for days' },
  { page: 'docs/training.md', begins: 'npm run train -- --watch', why: 'needs the ids of runs in training; test/launch/train.test.ts gives such orders' },
];

/** Run by another test, which is named and reads the page or holds the block word for word. */
export const ELSEWHERE: readonly (Named & { by: string })[] = [
  { page: 'docs/import.md', begins: 'U=', by: 'test/server/ingest/manual.test.ts' },
  { page: 'docs/reports.md', languages: ['graphql'], by: 'test/server/reports/reports-page.test.ts' },
  { page: 'docs/review.md', languages: ['graphql'], by: 'test/server/reviews/review-page.test.ts' },
  { page: 'docs/study.md', begins: 'node collapsar.mjs study --report', by: 'test/server/reproduction/recorded-study.test.ts' },
  { page: 'docs/webhooks.md', languages: ['js', 'python'], by: 'test/server/webhooks/signature-example.test.ts' },
];

/** Whether an entry of a list is of this block. */
export function names({ page, begins, languages }: Named, block: Block): boolean {
  return page === block.page && block.text.startsWith(begins ?? '') && (languages?.includes(block.language) ?? true);
}

/** Whether somebody or something else runs it. */
export const isRunElsewhere = (block: Block): boolean => [...BY_HAND, ...ELSEWHERE].some((entry) => names(entry, block));
