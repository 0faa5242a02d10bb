// Loaded by `node --require`: a training process that finds the file FILL_HEAP_FILE removes it, and fills its memory a moment later until V8 gives up.
const { rmSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread && process.argv[1]?.endsWith('run.js')) {
  try {
    rmSync(process.env.FILL_HEAP_FILE);
    setTimeout(() => {
      const kept = [];
      for (;;) kept.push(Array.from({ length: 100_000 }, (_, i) => ({ i })));
    }, 1000);
  } catch {
    // another process did it
  }
}
