const PROTOCOLS = new Set(['http:', 'https:', 'mailto:']);

/** The address if a person may be led there: http, https, mailto, or within this site; else empty. `//host` counts as outside and is none of these. */
export function safeAddress(address: string): string {
  // browsers leave out tabs and line breaks inside an address: "java\nscript:" is one too
  const bare = address.replace(/[\s\p{Cc}]/gu, '');
  if (bare.startsWith('//')) return '';
  const protocol = /^([a-z][a-z0-9+.-]*:)/i.exec(bare)?.[1]?.toLowerCase();
  if (protocol) return PROTOCOLS.has(protocol) ? bare : '';
  // an entity or a percent sign before a colon could be read as a protocol by somebody else
  return /^[^/?#]*:/.test(bare) ? '' : bare;
}
