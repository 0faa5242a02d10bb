import { expect, test } from 'vitest';
import { refusalOf } from '../../../server/webhooks/address-rule.ts';

const NOTHING = { allowsPrivate: false, allowsLoopback: false };
const EVERYTHING = { allowsPrivate: true, allowsLoopback: true };

test.each(['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => {
  expect(refusalOf(address, NOTHING)).toBeNull();
});

test.each(['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', 'fc00::1', 'fdff::1', '::ffff:192.168.1.1', '::ffff:a00:1'])('%s is of a private network: only where that is allowed', (address) => {
  expect(refusalOf(address, NOTHING)).toMatch(/private network/);
  expect(refusalOf(address, { ...NOTHING, allowsLoopback: true })).toMatch(/private network/);
  expect(refusalOf(address, { ...NOTHING, allowsPrivate: true })).toBeNull();
});

test.each(['127.0.0.1', '127.255.0.1', '::1', '::ffff:127.0.0.1'])('%s is this machine: only where the setting says so', (address) => {
  expect(refusalOf(address, { ...NOTHING, allowsPrivate: true })).toMatch(/this very machine/);
  expect(refusalOf(address, { ...NOTHING, allowsLoopback: true })).toBeNull();
});

test.each([
  '169.254.169.254', '169.254.0.1', '0.0.0.0', '0.1.2.3', '255.255.255.255', '224.0.0.1', '240.0.0.1', '192.0.0.192', '192.0.2.1', '198.18.0.1', '100.100.100.200', '::', 'fe80::1', 'fec0::1', 'ff02::1',
  'fd00:ec2::254', '64:ff9b::a00:1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:1::', '2001:db8::1', '::ffff:169.254.169.254', '::ffff:0:127.0.0.1', 'fe80::1%eth0', 'hooks.example', '',
])('"%s" is never allowed', (address) => {
  expect(refusalOf(address, EVERYTHING)).toMatch(/never allowed|cannot be read/);
});
