/** What one operation may cost, on both transports. A refusal names the limit and what was sent. */
export const LIMITS = {
  /** of UTF-8; checked before parsing, since the parser's token limit does not count comments */
  documentBytes: 20_000,
  tokens: 2000,
  depth: 8,
  /** of lists and objects inside one another in the variables */
  variableDepth: 24,
  aliases: 15,
  rootFields: 10,
  directives: 20,
  /** fields of the operation with its fragments spread out */
  selections: 20_000,
  /** of an operation, and of a request's list of errors */
  variables: 20,
  errors: 20,
  /** of one text in the variables or the document, in UTF-8 */
  stringBytes: 10_000,
  /** of one called `body` in the variables: a report is a page, not a line */
  bodyTextBytes: 100_000,
  complexity: 10_000,
  /** of a request's body, variables included */
  bodyBytes: 256 * 1024,
  /** of one WebSocket message */
  messageBytes: 64 * 1024,
  /** open at once on one WebSocket, and in the whole process */
  subscriptionsPerSocket: 20,
  subscriptions: 300,
  sockets: 300,
  /** open at once with one token (or its sessions), and with one share link, which many people use */
  socketsPerToken: 5,
  socketsPerLink: 20,
  /** waiting to be read by a slow client, before it is cut off */
  bufferedBytes: 1024 * 1024,
  /** a minute and token; the person at this machine has no such limit */
  pointsPerMinute: 300_000,
  mutationsPerMinute: 120,
  /** a minute and share link, whoever opens it */
  linkRequestsPerMinute: 60,
  /** what a document costs that was refused unread or unrun */
  refusedPoints: 100,
  /** a minute: secrets that were none, from one address and in all */
  strangersPerMinute: 60,
  allStrangersPerMinute: 600,
  /** answered at the same time, for one token and in all */
  runningPerToken: 20,
  running: 200,
  /** of one question, in ms; what is not there by then is refused */
  operationMs: 10_000,
  /** under way at once in the whole process; each holds a connection to the database now and then */
  exports: 8,
  /** of these, of one token or link: a slow reader must leave places to others */
  exportsPerToken: 4,
  /** that one table may name; a study's runs are not counted */
  exportedRuns: 400,
  /** after which a client that reads nothing is cut off */
  exportStallMs: 300_000,
} as const;
