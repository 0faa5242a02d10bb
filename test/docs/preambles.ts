/** A network that the pages' loops can train: what they call by name and leave to their reader. */
const NETWORK = `
import numpy

class Linear:
    weight, bias = numpy.eye(10, 12), numpy.zeros(10)

class Net:
    fc = Linear()

net, train_loader, train_loss = Net(), None, 0.5
def train_one_epoch():
    pass

def last_layer_inputs(loader):
    labels = numpy.arange(40) % 10
    return numpy.eye(10, 12)[labels] + 0.1 * numpy.random.default_rng(1).normal(size=(40, 12)), labels
`;

/** The same for PyTorch, and what a page on JAX calls by name. */
const TORCH = `
import numpy, torch
device = "cpu"
torch.manual_seed(1)

class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.body, self.fc = torch.nn.Sequential(torch.nn.Linear(4, 12), torch.nn.ReLU()), torch.nn.Linear(12, 10)
    def forward(self, x):
        return self.fc(self.body(x))

model = Model()
loader = train_loader = [(torch.randn(20, 4), torch.arange(20) % 10) for _ in range(3)]
test_loader = loader[:1]
h, y, params = numpy.eye(5)[:, :4], numpy.arange(5) % 3, {"Dense_0": {"kernel": numpy.eye(4, 3), "bias": numpy.zeros(3)}}
`;

/** What stands before every Python block of a page when it is run: names that the page leaves to its reader. */
export const PREAMBLES: Readonly<Record<string, string>> = {
  'README.md': NETWORK,
  'docs/import.md': NETWORK,
  'docs/measure.md': TORCH,
  'docs/pytorch.md': TORCH,
};
