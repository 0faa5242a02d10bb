import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type AddressPolicy, refusalOf } from './address-rule.ts';
import { bareName } from './host-name.ts';
import { Refused } from './refused.ts';

/** All addresses of a name, as the system resolves it. */
export type Resolve = (name: string) => Promise<LookupAddress[]>;

export const resolveBySystem: Resolve = (name) => lookup(name, { all: true });

/**
 * The addresses that a host may be connected to. Whoever connects must use these and ask for the name no second time: it could have another address then.
 * One address that is not allowed spoils all, for which one is taken is not ours to say.
 *
 * @throws Refused for an address that may not be connected to; what resolving throws
 */
export async function resolveHost(url: URL, policy: AddressPolicy, resolve: Resolve = resolveBySystem): Promise<LookupAddress[]> {
  const name = bareName(url);
  const family = isIP(name);
  const addresses = family === 0 ? await resolve(name) : [{ address: name, family }];
  for (const { address } of addresses) {
    const refusal = refusalOf(address, policy);
    if (refusal) throw new Refused(`${url.host} has an address ${refusal}.`);
  }
  if (addresses.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
  return addresses;
}
