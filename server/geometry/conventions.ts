/** How a frame is drawn, in words that stand beside it. */
export const CONVENTIONS: readonly string[] = [
  'Class means are centred about the mean of all class means; the classifier\'s rows are not centred and the bias is left out.',
  'Class means and examples are divided by the mean length of all centred class means, classifiers by the mean length of all of their rows; so the simplex ETF has vertices of length 1.',
  'Every epoch is projected by the orthonormal frame that brings its chosen class means nearest to the vertices of the simplex ETF (orthogonal Procrustes, reflections allowed); the same frame carries classifiers and examples.',
  'The axes are the same for all epochs: up to dimensions + 1 classes fill their simplex (three classes: its plane, the first class at the top, the second left, the third right); more classes are drawn on the principal directions of the class means at the reference epoch.',
  'A principal direction points to where the class furthest along it is positive; equal variances are told apart by the classes in their order.',
];
