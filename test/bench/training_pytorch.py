"""Images a second of PyTorch on one thread of the processor, for test/bench/training.mjs to compare with.

    python3 test/bench/training_pytorch.py vgg 6 8      family, depth, width (densenet: growth)

The networks are those of trainer/architectures/, images 32 x 32 x 1, batches of 128, SGD with momentum and weight decay.
Prints one line for each line on standard input (a round of STEPS steps, in processor seconds a step), so that the caller
can take turns with it.
"""
import sys
import time

import torch
from torch import nn

BATCH, CLASSES, STEPS = 128, 10, int(sys.argv[4]) if len(sys.argv) > 4 else 5
torch.set_num_threads(1)
torch.manual_seed(1)


def vgg(width):
    layers, inputs = [], 1
    for step in (1, 1, "M", 2, 2, "M", 4, 4, "M", "M"):
        if step == "M":
            layers.append(nn.MaxPool2d(2))
            continue
        outputs = step * width
        layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)]
        inputs = outputs
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(16 * width, CLASSES))


class Basic(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs),
        )
        changes = stride != 1 or inputs != outputs
        self.shortcut = (
            nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)) if changes else nn.Identity()
        )

    def forward(self, x):
        return torch.relu_(self.main(x) + self.shortcut(x))


def resnet(depth, width):
    layers, inputs = [nn.Conv2d(1, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU(inplace=True)], width
    for stage in range(3):
        for block in range((depth - 2) // 6):
            outputs = width << stage
            layers.append(Basic(inputs, outputs, 2 if stage and not block else 1))
            inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, CLASSES))


class Dense(nn.Module):
    def __init__(self, inputs, growth):
        super().__init__()
        self.new = nn.Sequential(
            nn.BatchNorm2d(inputs), nn.ReLU(inplace=True), nn.Conv2d(inputs, 4 * growth, 1, bias=False),
            nn.BatchNorm2d(4 * growth), nn.ReLU(inplace=True), nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False),
        )

    def forward(self, x):
        return torch.cat([x, self.new(x)], 1)


def densenet(depth, growth):
    channels = 2 * growth
    layers = [nn.Conv2d(1, channels, 3, padding=1, stride=2 if depth == 16 else 1, bias=False)]
    for stage in range(3):
        for _ in range((depth - 4) // 6):
            layers.append(Dense(channels, growth))
            channels += growth
        layers += [nn.BatchNorm2d(channels), nn.ReLU(inplace=True)]
        if stage < 2:
            layers += [nn.Conv2d(channels, channels // 2, 1, bias=False), nn.AvgPool2d(2)]
            channels //= 2
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, CLASSES))


family, depth, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
network = vgg(size) if family == "vgg" else resnet(depth, size) if family == "resnet" else densenet(depth, size)
optimiser = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9, weight_decay=5e-4)
images, labels = torch.randn(BATCH, 1, 32, 32), torch.arange(BATCH) % CLASSES
loss = nn.CrossEntropyLoss()


def step():
    optimiser.zero_grad()
    loss(network(images), labels).backward()
    optimiser.step()


step()
print(sum(p.numel() for p in network.parameters()), torch.__version__, flush=True)
for _ in sys.stdin:
    begin = time.process_time()
    for _ in range(STEPS):
        step()
    print((time.process_time() - begin) / STEPS, flush=True)
