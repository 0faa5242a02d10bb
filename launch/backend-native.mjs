// tfjs-node's addon, linked to the library inside TensorFlow's wheel: all that it takes lies in the registries of npm and PyPI.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npm, run } from './build.mjs';
import { stage } from './stage.mjs';
import { Stop } from './stop.mjs';

const ADDON = '@tensorflow/tfjs-node@4.22.0';
const HEADERS = 'node-api-headers@1.9.0';
/** Its sha256 is checked by pip. The Python in its name does not matter: only the library and its headers are taken. */
const WHEEL = 'tensorflow-cpu==2.15.1 --hash=sha256:54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26';
const WHEEL_IS_FOR = ['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311', '--platform', 'manylinux2014_x86_64'];

export const RECIPE = [ADDON, HEADERS, WHEEL].join('\n');
/** Wheel and library for a moment both: 0.2 + 0.7, and some room. */
export const BYTES = 1.2e9;

const compiler = process.env.CXX || 'g++';

/** Refuses, in a sentence, a machine on which the addon cannot be linked. */
export async function checkNative() {
  const here = `${process.platform}-${process.arch}`;
  if (here !== 'linux-x64') throw new Stop(`The backend "native" is linked on Linux x64 only and this is ${here}: train with wasm, which works everywhere.`);
  await answers([compiler, '--version'], `a C++ compiler (${compiler}; on Debian: apt install g++)`);
  await answers(['python3', '-m', 'pip', '--version'], 'python3 with pip (on Debian: apt install python3-pip), which fetches the library');
}

async function answers([command, ...args], what) {
  await run(command, args).catch(() => {
    throw new Stop(`The backend "native" needs ${what}: install it, then try again.`);
  });
}

/** Fills `folder` with the addon's packages and the linked library. */
export async function makeNative(folder) {
  await stage('addon', () => fetchAddon(folder), () => ADDON);
  await stage('TensorFlow', () => fetchLibrary(folder), () => `${WHEEL.split(' ')[0]}, digest verified`);
  await stage('linking', () => link(folder), () => 'linked');
}

/** The packages, without TensorFlow.js itself: the clone's own must be the one that the addon registers with. */
export async function fetchAddon(folder, { packages = [ADDON, HEADERS], args = ['--ignore-scripts'] } = {}) {
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  await npm(['install', '--no-audit', '--no-fund', '--save-exact', ...args, ...packages], { cwd: folder });
  const scope = path.join(folder, 'node_modules', '@tensorflow');
  for (const name of readdirSync(scope)) if (!name.startsWith('tfjs-node')) rmSync(path.join(scope, name), { recursive: true });
}

async function fetchLibrary(folder) {
  const wheels = path.join(folder, 'wheels');
  const requirements = path.join(folder, 'wheel.txt');
  writeFileSync(requirements, `${WHEEL}\n`);
  const wanted = ['--no-deps', '--only-binary', ':all:', ...WHEEL_IS_FOR, '--require-hashes', '-r', requirements];
  await run('python3', ['-m', 'pip', 'download', '--disable-pip-version-check', '--no-cache-dir', '-q', '-d', wheels, ...wanted]);
  await run('python3', ['-c', UNPACK, path.join(wheels, readdirSync(wheels)[0]), path.join(addonIn(folder), 'deps')]);
  rmSync(wheels, { recursive: true });
}

const addonIn = (folder) => path.join(folder, 'node_modules', '@tensorflow', 'tfjs-node');

/** Two libraries and the headers of the C interface: a third of the wheel. */
const UNPACK = `
import os, shutil, sys, zipfile
wheel, deps = zipfile.ZipFile(sys.argv[1]), sys.argv[2]
HEADERS = tuple('tensorflow/include/' + folder for folder in ('tensorflow/c/', 'tensorflow/core/platform/', 'tsl/', 'xla/tsl/'))
for name in wheel.namelist():
    if name in ('tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2'):
        target = os.path.join(deps, 'lib', os.path.basename(name))
    elif name.startswith(HEADERS) and name.endswith('.h'):
        target = os.path.join(deps, os.path.relpath(name, 'tensorflow'))
    else:
        continue
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with wheel.open(name) as source, open(target, 'wb') as copy:
        shutil.copyfileobj(source, copy, 1 << 20)
`;

/** The addon speaks Node-API, so one build does for every Node; its headers come from npm and no node-gyp is needed. */
async function link(folder) {
  const addon = addonIn(folder);
  const output = path.join(addon, 'lib', 'napi-v8', 'tfjs_binding.node');
  mkdirSync(path.dirname(output), { recursive: true });
  const headers = [path.join(folder, 'node_modules', 'node-api-headers', 'include'), path.dirname(addon), 'deps/include'].map((at) => `-I${at}`);
  const sources = ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'];
  const libraries = ['-Ldeps/lib', '-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2', '-Wl,-rpath,$ORIGIN/../../deps/lib'];
  await run(compiler, ['-shared', '-fPIC', '-O2', '-w', '-std=c++17', '-DNAPI_VERSION=8', ...headers, ...sources, ...libraries, '-o', output], { cwd: addon });
}
