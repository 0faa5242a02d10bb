/** The 50 epochs of 350 after which the authors' notebook measures the last layer (Papyan, Han, Donoho; code of 2022). */
const PUBLISHED = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 20, 22, 24, 27, 29, 32, 35, 38, 42, 45, 50, 54, 59, 65, 71, 77, 85, 92,
  101, 110, 121, 132, 144, 158, 172, 188, 206, 225, 245, 268, 293, 320, 350,
];
const PUBLISHED_LAST = 350;

/**
 * Epochs to measure in a run of `epochs`: the published list, for other lengths scaled on the logarithmic axis
 * (e -> epochs^(ln e / ln 350)), so that 1 stays 1, the last stays the last and the spacing keeps its shape.
 * Ascending, without doubles; the last epoch is always in it.
 */
export function measuredEpochs(epochs: number): number[] {
  if (epochs === PUBLISHED_LAST) return PUBLISHED;
  const scaled = PUBLISHED.map((epoch) => Math.round(epochs ** (Math.log(epoch) / Math.log(PUBLISHED_LAST))));
  return [...new Set([...scaled, epochs])].sort((a, b) => a - b);
}
