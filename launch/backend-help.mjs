export const BACKEND_HELP = `node collapsar.mjs backend [NAME] [--remove]
Installs a training backend beside wasm and cpu, which are always there, and tries it; without a name it lists them.

  native       TensorFlow 2.15 on the processor, linked here: Linux x64, with g++ and python3
  node         TensorFlow 2.9 on the processor, as @tensorflow/tfjs-node brings it
  gpu          TensorFlow 2.9 on an NVIDIA GPU, as @tensorflow/tfjs-node-gpu brings it
  --remove     removes it again

Which one trains is said by COLLAPSAR_BACKEND. See docs/backends.md.`;
