import { setFlagsFromString } from 'node:v8';

/**
 * Imported first, for what it does: V8 then optimises a function of WebAssembly only once it has run a hundred times longer than Node 20
 * would wait. The convolutions get there within an epoch or two, while hundreds of functions that are needed at the start alone (Prisma's
 * query compiler, the self-test) are spared it: a training process begins with less work, takes less memory, and trains as fast. What a
 * function computes is the same either way.
 */
setFlagsFromString('--wasm-tiering-budget=180000000');
