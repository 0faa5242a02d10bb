import ipaddr from 'ipaddr.js';

/** What of the configuration decides which addresses may be connected to. */
export interface AddressPolicy {
  /** whether the host's entry in the list says that it may lie in a private network */
  allowsPrivate: boolean;
  /** whether the setting opens this very machine */
  allowsLoopback: boolean;
}

/** Networks that nobody reaches from outside. */
const PRIVATE = ['private', 'uniqueLocal', 'carrierGradeNat'];
/** Where clouds tell a machine its own secrets, inside of networks that can be allowed. */
const METADATA = ['fd00:ec2::254', 'fd20:ce::254', '100.100.100.200'].map((address) => ipaddr.parse(address).toNormalizedString());

/**
 * Why an address may not be connected to, in words that follow "an address"; null: it may. Only what is known to be public is public: link-local addresses,
 * multicast, reserved ranges and IPv6 addresses that stand for IPv4 ones behind a gateway never are.
 *
 * @param address IPv4 or IPv6; one that holds an IPv4 address is judged by that
 */
export function refusalOf(address: string, { allowsPrivate, allowsLoopback }: AddressPolicy): string | null {
  if (!ipaddr.isValid(address)) return 'that cannot be read';
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (METADATA.includes(parsed.toNormalizedString())) return 'where machines are told secrets, which is never allowed';
  if (range === 'unicast') return null;
  if (range === 'loopback') return allowsLoopback ? null : 'of this very machine, which only the setting COLLAPSAR_WEBHOOK_LOOPBACK opens';
  if (PRIVATE.includes(range)) return allowsPrivate ? null : 'of a private network, which the host is not allowed to have';
  return 'that is neither public nor of a private network, which is never allowed';
}
