import { expect, test } from 'vitest';
import { checkNode, checkSettings } from '../../launch/checks.mjs';

test.each(['20.19.0', '20.20.2', '22.3.0', '24.21.0', '30.0.0'])('Node %s may run the program', (version) => {
  expect(() => checkNode(version)).not.toThrow();
});
test.each(['18.20.4', '20.18.3'])('Node %s is refused in one sentence that names both versions', (version) => {
  expect(() => checkNode(version)).toThrow(`Collapsar needs Node 20.19 or newer and this is Node ${version}: install a newer Node and start again.`);
});

test('an unknown COLLAPSAR_ name is refused, and those that exist are named', () => {
  expect(() => checkSettings({ COLLAPSAR_PROT: '4000' })).toThrow(/^COLLAPSAR_PROT is not a setting of Collapsar: unset it, or use one of .*COLLAPSAR_PORT/);
});
test.each([
  ['COLLAPSAR_PORT', '70000'],
  ['COLLAPSAR_PORT', 'four'],
  ['COLLAPSAR_SLOTS', '0'],
  ['COLLAPSAR_BACKEND', 'tpu'],
  ['COLLAPSAR_CHECKPOINT_SECONDS', '-1'],
  ['LOG_LEVEL', 'loud'],
])('%s = "%s" is refused with what was expected', (name, value) => {
  expect(() => checkSettings({ [name]: value })).toThrow(new RegExp(`^${name} is "${value}", and should be `));
});
test.each(['auto', 'gpu', 'native', 'node', 'wasm', 'cpu', ''])('COLLAPSAR_BACKEND may be "%s"', (backend) => {
  expect(() => checkSettings({ COLLAPSAR_BACKEND: backend })).not.toThrow();
});
test('a bad COLLAPSAR_ADMIN_TOKEN is refused without being repeated', () => {
  expect(() => checkSettings({ COLLAPSAR_ADMIN_TOKEN: 'my secret' })).toThrow(/^COLLAPSAR_ADMIN_TOKEN is not good, and should be at least 22/);
});

test('good values, empty ones and foreign names pass', () => {
  expect(() => checkSettings({ COLLAPSAR_PORT: '0', COLLAPSAR_BACKEND: 'wasm', COLLAPSAR_HOST: '', LOG_LEVEL: 'warn', COLLAPSE: 'x' })).not.toThrow();
});
