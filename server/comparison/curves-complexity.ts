/** Numbers of a long curve: what the complexity limit takes a column for. */
const POINTS_A_COLUMN = 350;

/** The price of a question that reads the whole curves of runs: their numbers, and what is asked of each answer. */
export const curvesComplexity = ({ args, childComplexity }: { args: { runIds?: unknown[]; metrics?: unknown[] }; childComplexity: number }): number => {
  const columns = (args.runIds?.length ?? 0) * (args.metrics?.length ?? 0);
  return 1 + columns * (childComplexity + POINTS_A_COLUMN / 100);
};
