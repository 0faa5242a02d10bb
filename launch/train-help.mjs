/** What `node collapsar.mjs train --help` prints. */
export const TRAIN_HELP = `Queues runs of training; trainers (npm start, npm run trainer) take them. The manual is docs/training.md.

node collapsar.mjs train --architecture vgg --depth 6 --dataset MNIST --samples-per-class 200
npm run train -- --architecture resnet --depth 18 --dataset CIFAR10 --sweep --watch

What is trained; what is left out is as in Papyan, Han, Donoho 2020:
  --architecture NAME        vgg, resnet or densenet
  --depth N                  a wrong one is answered with those there are
  --dataset NAME             MNIST, FashionMNIST, SVHN, CIFAR10, CIFAR100, STL10, ImageNet
  --width N --head fc4096|single --growth N --variant plain|bc      options of the families
  --samples-per-class N|all  train images of each class (by data set: 5000, 6000, 4600, 5000, 500, 500, 600)
  --test-samples-per-class N|all                                    (all)
  --loss cross-entropy|mse   (cross-entropy)
  --learning-rate X          (0.0679 for cross-entropy, 0.0184 for mse)
  --learning-rate-steps E:F,E:F  times F after epoch E, or none     (x0.1 after a third and two thirds; ImageNet: a half and three quarters)
  --momentum X --weight-decay X --batch-size N                      (0.9; 5e-4; 128. ImageNet: 1e-4; 256)
  --epochs N                 (350; ImageNet: 300)
  --seed N                   of the weights, the images kept and their order (1)
  --measure-every K, --measured-epochs E,E,E                        (the published 50 epochs, scaled)
  --layers last,BLOCK,... --splits train,test                       what is recorded
  --robustness-images N        test images that DeepFool moves in each measured epoch (100; 0: none)
  --terminal-phase-accuracy X  train accuracy that begins the terminal phase (1; ImageNet: 0.996)

Several runs at once:
  --sweep [N]                one run for each of N learning rates from 1e-4 to 0.25 (25); with --watch the best is named at the end
  --seeds 1,2,3              one run for each seed

The queue:
  --study SLUG --name NAME   where it belongs and what it is called; a name that the study has already is refused
  --again                    queue it nevertheless, as "NAME (2)"
  --priority N               higher ones are trained first (0)
  --dry-run                  parameters, images, epochs, and time and memory by two steps on this machine; writes nothing
  --watch                    progress of all runs in training until these have ended; alone: until nothing is left. Ctrl-C leaves them running
  --pause ID --resume ID --cancel ID                                orders to runs, within 5 s
`;
