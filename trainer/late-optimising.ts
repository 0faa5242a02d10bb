import { setFlagsFromString } from 'node:v8';

/**
 * Imported first, for what it does: V8 then compiles a function of WebAssembly for speed only once it has run for some tenths of a second,
 * a hundred times later than Node 20 would. The convolutions still get there within an epoch or two, while hundreds of functions that are
 * needed at the start alone (Prisma's query compiler, self-test) are spared it: the first study trains as fast, a training process
 * begins with a fifth less work and takes some 100 MB less. What a function computes is the same either way.
 */
setFlagsFromString('--wasm-tiering-budget=180000000');
