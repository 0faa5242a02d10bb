/** What one operation may cost, on both transports. A refusal names the limit and what was sent. */
export const LIMITS = {
  /** of UTF-8; checked before parsing, since the parser's token limit does not count comments */
  documentBytes: 20_000,
  tokens: 2000,
  depth: 8,
  aliases: 15,
  rootFields: 10,
  directives: 20,
  complexity: 10_000,
  /** of a request's body, variables included */
  bodyBytes: 256 * 1024,
  /** of one WebSocket message */
  messageBytes: 64 * 1024,
  /** open at once on one WebSocket, and in the whole process */
  subscriptionsPerSocket: 20,
  sockets: 300,
  /** under way at once in the whole process; each holds a connection to the database now and then */
  exports: 8,
  /** that one table may name; a study's runs are not counted */
  exportedRuns: 400,
  /** after which a client that reads nothing is cut off */
  exportStallMs: 300_000,
} as const;
