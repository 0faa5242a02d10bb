// Small members of the three families on real images, to zero train error and beyond.
//   node test/bench/three-families.mjs                              queues the runs; npm start or npm run trainer trains them
//   node test/bench/three-families.mjs http://127.0.0.1:4000        prints what they gave, when they are done
// CIFAR10 and CIFAR100 may be subsets in the official layout (COLLAPSAR_DATA).
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const STUDY = 'three-families';
const VGG = ['--architecture', 'vgg', '--depth', '6', '--width', '8'];
const RESNET = ['--architecture', 'resnet', '--depth', '8', '--width', '16'];
const DENSENET = ['--architecture', 'densenet', '--depth', '16', '--growth', '8'];
const settings = (data, images, epochs, rate, batch, step) =>
  ['--dataset', data, '--samples-per-class', images, '--epochs', epochs, '--learning-rate', rate, '--batch-size', batch, '--learning-rate-steps', step].map(String);
const RUNS = {
  'VGG MNIST': [...VGG, ...settings('MNIST', 200, 60, 0.015, 100, '40:0.5'), '--weight-decay', '1e-3'],
  'ResNet MNIST': [...RESNET, ...settings('MNIST', 200, 50, 0.05, 100, '30:0.3')],
  'DenseNet MNIST': [...DENSENET, ...settings('MNIST', 200, 70, 0.1, 100, '40:0.3')],
  'VGG Fashion': [...VGG, ...settings('FashionMNIST', 200, 120, 0.02, 100, '60:0.2')],
  'ResNet Fashion': [...RESNET, ...settings('FashionMNIST', 200, 90, 0.05, 100, '40:0.2')],
  'DenseNet Fashion': [...DENSENET, ...settings('FashionMNIST', 100, 250, 0.1, 50, '120:0.2')],
  'VGG CIFAR10': [...VGG, '--width', '16', ...settings('CIFAR10', 100, 100, 0.03, 50, '50:0.2')],
  'ResNet CIFAR10': [...RESNET, ...settings('CIFAR10', 100, 100, 0.05, 50, '50:0.2')],
  'DenseNet CIFAR10': [...DENSENET, '--growth', '12', ...settings('CIFAR10', 100, 250, 0.1, 50, '120:0.2')],
  'VGG CIFAR100': [...VGG, ...settings('CIFAR100', 10, 200, 0.03, 50, '120:0.2'), '--test-samples-per-class', '5'],
};
const METRICS = ['NC1', 'NC2_EQUINORM_MEANS', 'NC2_EQUIANGULAR_MEANS', 'NC3_DUALITY', 'NC4_MISMATCH'];

const [address] = process.argv.slice(2);
if (address) await table(address);
else queue();

function queue() {
  const program = path.join(import.meta.dirname, '../../collapsar.mjs');
  for (const [name, words] of Object.entries(RUNS)) {
    const common = ['--study', STUDY, '--name', name, '--robustness-images', '20', ...(words.includes('--test-samples-per-class') ? [] : ['--test-samples-per-class', '100'])];
    execFileSync(process.execPath, [program, 'train', ...common, ...words], { stdio: 'inherit' });
  }
}

async function table(url) {
  const runs = (await ask(url, '{ runs(first: 100) { nodes { id name status lastEpoch terminalPhaseEpoch featureCount trainSampleCount study { slug } } } }')).runs.nodes;
  console.log(`| run | images | p | zero train error | epochs | ${METRICS.map((id) => `${id}, epoch 1 -> there -> end`).join(' | ')} |`);
  console.log(`|${'---|'.repeat(5 + METRICS.length)}`);
  for (const name of Object.keys(RUNS)) {
    const run = runs.find((each) => each.name === name && each.study.slug === STUDY);
    if (run?.status !== 'COMPLETED') continue;
    const { series } = await ask(url, `{ series(runIds: ["${run.id}"], metrics: [${METRICS}]) { epochs columns { values } } }`);
    const at = (column, epoch) => shown(column.values[series[0].epochs.indexOf(epoch)]);
    const cells = series[0].columns.map((column) => `${at(column, 1)} -> ${at(column, run.terminalPhaseEpoch)} -> ${at(column, run.lastEpoch)}`);
    console.log(`| ${[run.name, run.trainSampleCount, run.featureCount, run.terminalPhaseEpoch ?? 'not reached', run.lastEpoch, ...cells].join(' | ')} |`);
  }
}
function shown(value) {
  return value == null ? '–' : Number(value.toPrecision(3));
}
async function ask(url, query) {
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  return (await answer.json()).data;
}
