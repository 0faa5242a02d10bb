// Loaded into a process by `node --require`: at SIGUSR2 it does to it what the environment says.
const { EventEmitter } = require('node:events');

const FAULTS = {
  'a promise that nobody catches': () => void Promise.reject(new Error('planted: rejected')),
  'a listener that throws': () => {
    const emitter = new EventEmitter();
    emitter.on('something', () => {
      throw new Error('planted: thrown');
    });
    setImmediate(() => emitter.emit('something'));
  },
  'an error event that nobody hears': () => void setImmediate(() => new EventEmitter().emit('error', new Error('planted: unheard'))),
  'six blocked seconds': () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6000);
  },
};
process.on('SIGUSR2', () => FAULTS[process.env.BREAKING]());
