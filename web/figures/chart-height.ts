/** Height of every chart: the grid must not jump when one has nothing to show. */
export const CHART_HEIGHT = 236;
