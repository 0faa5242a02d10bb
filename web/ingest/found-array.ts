/** An array in a file, as its header says. */
export interface FoundArray {
  name: string;
  shape: number[];
  type: string;
}

/** "50 000 × 512" */
export const shapeText = (shape: readonly number[], count: (value: number) => string): string => (shape.length === 0 ? 'one number' : shape.map(count).join(' × '));
