/** Every family of networks and the depths it exists in: what a run may ask for. The trainer's catalogue builds them and must have the same. */
export const ARCHITECTURE_DEPTHS: Readonly<Record<string, readonly number[]>> = {
  vgg: [6, 11, 13, 16, 19],
  resnet: [8, 18, 20, 34, 50, 101, 152],
  densenet: [16, 22, 40, 100, 121, 161, 169, 201, 250],
};
