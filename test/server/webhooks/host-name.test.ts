import { expect, test } from 'vitest';
import { readAddress, readHost } from '../../../server/webhooks/host-name.ts';

test.each([
  ['hooks.example.org', 'hooks.example.org'],
  [' Hooks.Example.ORG:443 ', 'hooks.example.org'],
  ['hooks.example.org:8443', 'hooks.example.org:8443'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['2130706433', '127.0.0.1'],
  ['0x7f.1:80', '127.0.0.1:80'],
  ['[::FFFF:10.0.0.1]:9', '[::ffff:a00:1]:9'],
  ['host_1.example', 'host_1.example'],
])('the host "%s" is %s', (typed, host) => {
  expect(readHost(typed)).toBe(host);
});

test.each(['', ' ', 'https://hooks.example.org', 'hooks.example.org/path', '*.example.org', 'a@b.example', 'a b', 'a..b', 'hooks.example:99999', 'hooks.example?x', '[::1', 'a,b', `${'a'.repeat(64)}.example`, '%31.example', 'a\\b', '-a.example'])('"%s" is no host', (typed) => {
  expect(() => readHost(typed)).toThrow(/A host is one name or address/);
});

test.each([
  ['https://Hooks.example.org:443/a b?c', 'https://hooks.example.org/a%20b?c'],
  ['http://127.0.0.1:9/x', 'http://127.0.0.1:9/x'],
  ['http://localhost:9/', 'http://localhost:9/'],
  ['http://[::1]:9/', 'http://[::1]:9/'],
  ['http://2130706433:9/', 'http://127.0.0.1:9/'],
])('the address "%s" is asked as %s', (typed, address) => {
  expect(readAddress(typed).href).toBe(address);
});

test.each([
  ['http://hooks.example.org/', /http is taken of this very machine alone/],
  ['http://10.0.0.1/', /http is taken of this very machine alone/],
  ['http://127.0.0.1.example.org/', /http is taken of this very machine alone/],
  ['http://localhost.example.org/', /http is taken of this very machine alone/],
  ['ftp://127.0.0.1/', /must be an address/],
  ['file:///etc/passwd', /must be an address/],
  ['hooks.example.org', /must be an address/],
  ['https://', /must be an address/],
  ['https://ann:pass@hooks.example.org/', /no name and no password/],
  ['https://hooks.example.org/#part', /before "#"/],
])('"%s" is no address for a webhook', (typed, why) => {
  expect(() => readAddress(typed)).toThrow(why);
});
