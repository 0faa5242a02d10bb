/** What a network error means to people, by its code; the error's own words could repeat addresses, or what a stranger wrote. */
const WORDS: Record<string, string> = {
  ECONNREFUSED: 'Nothing listens there.',
  ECONNRESET: 'The line was cut.',
  EPIPE: 'The line was cut.',
  ENOTFOUND: 'The name has no address.',
  EAI_AGAIN: 'The name could not be looked up.',
  EHOSTUNREACH: 'The host cannot be reached.',
  ENETUNREACH: 'The network cannot be reached.',
  ETIMEDOUT: 'Nobody answered in time.',
  HPE_HEADER_OVERFLOW: 'The answer begins with too much.',
  CERT_HAS_EXPIRED: "The host's certificate is over.",
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Nobody vouches for the host\'s certificate.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Nobody vouches for the host\'s certificate.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Nobody vouches for the host\'s certificate.',
  ERR_TLS_CERT_ALTNAME_INVALID: "The host's certificate is for another name.",
};

/** One sentence on a try that brought no answer. */
export function failureInWords(error: unknown, withinMs: number): string {
  const { name, code } = error as { name?: string; code?: unknown };
  if (name === 'TimeoutError') return `Nobody answered within ${withinMs / 1000} s.`;
  if (name === 'AbortError') return 'The server stopped meanwhile.';
  if (typeof code === 'string' && WORDS[code]) return WORDS[code];
  return typeof code === 'string' && /^[A-Z_0-9]{1,60}$/.test(code) ? `It could not be sent (${code}).` : 'It could not be sent.';
}

/** One sentence on an answer that does not take the delivery. */
export function statusInWords(status: number): string {
  if (status >= 300 && status < 400) return `The answer was ${status}, a redirect, which is not followed.`;
  return `The answer was ${status}.`;
}
