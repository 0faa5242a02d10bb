/** Classes of each data set that can be trained on; the trainer's catalogue reads them from the files and must have the same. */
export const DATA_SET_CLASSES: Readonly<Record<string, number>> = {
  MNIST: 10,
  FashionMNIST: 10,
  SVHN: 10,
  CIFAR10: 10,
  CIFAR100: 100,
  STL10: 10,
  ImageNet: 1000,
};
