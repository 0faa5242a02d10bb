/**
 * A failure that people can do something about. `message` is one sentence: what failed, where, what was expected, what to do.
 * `code` is stable, upper case, and what programs decide by; a bug is no CollapsarError and fails fast as itself.
 */
export class CollapsarError extends Error {
  override readonly name = 'CollapsarError';
  /** what a program may want to know beyond the code, e.g. `{ requiredRole: 'ADMIN' }` */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: string,
    message: string,
    { details = {}, ...options }: ErrorOptions & { details?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message, options);
    this.details = details;
  }
}

/** What is known of the address, without the password: the URL itself must never reach a message. */
interface DatabasePlace {
  address: string;
  database: string;
  user: string;
}

/** SQLSTATEs, errno names and Prisma codes that mean the same thing to a person, and the sentence they get. */
const EXPLANATIONS: { code: string; signs: string[]; sentence: (place: DatabasePlace) => string }[] = [
  {
    code: 'DATABASE_UNREACHABLE',
    signs: [
      'ECONNREFUSED',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'ETIMEDOUT',
      'P1001',
      'P1002',
      'CONNECT_TIMEOUT',
      '57P03',
      'ENOENT',
    ],
    sentence: ({ address }) => `No Postgres answers at ${address}; start it, or correct host and port in DATABASE_URL.`,
  },
  {
    code: 'DATABASE_HOST_UNKNOWN',
    signs: ['ENOTFOUND', 'EAI_AGAIN'],
    sentence: ({ address }) =>
      `The host of the database, ${address}, has no address; correct the host in DATABASE_URL.`,
  },
  {
    code: 'DATABASE_LOGIN_REFUSED',
    signs: ['28P01', '28000', 'P1000', 'P1010', 'NO_PASSWORD'],
    sentence: ({ user, address }) =>
      `Postgres at ${address} refuses the login of user "${user}"; correct user and password in DATABASE_URL.`,
  },
  {
    code: 'DATABASE_UNKNOWN',
    signs: ['3D000', 'P1003'],
    sentence: ({ database, address }) =>
      `Postgres at ${address} has no database "${database}"; create it (CREATE DATABASE "${database}") or correct DATABASE_URL.`,
  },
  {
    code: 'DATABASE_TOO_MANY_CONNECTIONS',
    signs: ['53300', 'P2037', 'P2024'],
    sentence: ({ address }) =>
      `Postgres at ${address} has no connection left; stop a client of it, or raise its max_connections.`,
  },
  {
    code: 'DATABASE_DISK_FULL',
    signs: ['53100', 'ENOSPC'],
    sentence: ({ address }) =>
      `The disk of Postgres at ${address} is full; free space there, nothing recorded is lost.`,
  },
  {
    code: 'DATABASE_TIMEOUT',
    signs: ['57014', '55P03', 'P2028', 'QUERY_TIMEOUT'],
    sentence: ({ address }) =>
      `Postgres at ${address} did not answer in time; try again, or look for what keeps it busy.`,
  },
  {
    code: 'DATABASE_CONNECTION_LOST',
    signs: ['57P01', '57P02', '08000', '08003', '08006', 'ECONNRESET', 'EPIPE', 'P1017', 'CONNECTION_LOST'],
    sentence: ({ address }) =>
      `The connection to Postgres at ${address} was lost; try again, and see its log if it stays away.`,
  },
];

/** pg reports these without a code. */
const UNCODED: [RegExp, string][] = [
  [/timeout expired|due to connection timeout|timeout exceeded when trying to connect/i, 'CONNECT_TIMEOUT'],
  [/query read timeout/i, 'QUERY_TIMEOUT'],
  [/can't reach database server/i, 'CONNECT_TIMEOUT'], // Prisma, of a raw statement
  [/connection terminated|not queryable|connection error|server has closed the connection/i, 'CONNECTION_LOST'],
  [/password must be a (non-empty )?string|SASL/i, 'NO_PASSWORD'],
];

/**
 * Translates an error of pg, of Prisma or of the network into one sentence that names the database and says what to do.
 * Null for anything else: that is no fault of the database's surroundings, so the caller throws it on as it is.
 * The password is never part of the sentence, and an unreadable URL is not even kept as the cause (Node puts the URL into that error).
 */
export function explainDatabaseError(error: unknown, url: string): CollapsarError | null {
  const place = describeUrl(url);
  if (!place) return malformedUrl();
  const signs = signsOf(error);
  const found = EXPLANATIONS.find((explanation) => explanation.signs.some((sign) => signs.has(sign)));
  return found ? new CollapsarError(found.code, found.sentence(place), { cause: error }) : null;
}

/** Deadlocks and failures to serialise, by SQLSTATE and by Prisma's code for both. */
const LOST_TO_ANOTHER = ['40P01', '40001', 'P2034'];

/** Whether Postgres gave a transaction up for the sake of another one: nothing of it happened, and begun afresh it can succeed. */
export function isLostToAnother(error: unknown): boolean {
  const signs = signsOf(error);
  return LOST_TO_ANOTHER.some((sign) => signs.has(sign));
}

/** The URL itself where Postgres can be asked at it. Throws DATABASE_URL_MALFORMED without repeating any of the URL. */
export function checkDatabaseUrl(url: string): string {
  if (!describeUrl(url)) throw malformedUrl();
  return url;
}

function malformedUrl(): CollapsarError {
  return new CollapsarError(
    'DATABASE_URL_MALFORMED',
    'DATABASE_URL cannot be read; it must look like postgresql://user:password@host:5432/database, with special characters of the password as %XX.',
  );
}

function describeUrl(url: string): DatabasePlace | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port, pathname, username, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? hostname;
  if (!['postgres:', 'postgresql:'].includes(protocol) || !host || pathname.length < 2) return null;
  try {
    return {
      address: `${host}:${port || '5432'}`,
      database: decodeURIComponent(pathname.slice(1)),
      user: decodeURIComponent(username),
    };
  } catch {
    return null; // a stray % that encodes nothing
  }
}

/** Every code found in the error and in what it wraps: Node's AggregateError, Prisma's adapter error, causes. */
function signsOf(error: unknown, depth = 0): Set<string> {
  const signs = new Set<string>();
  if (typeof error !== 'object' || error === null || depth > 5) return signs;
  const { code, originalCode, errorCode, message, cause, errors, meta, driverAdapterError } = error as Record<
    string,
    unknown
  >;
  for (const value of [code, originalCode, errorCode]) if (typeof value === 'string') signs.add(value);
  if (typeof message === 'string') for (const [pattern, sign] of UNCODED) if (pattern.test(message)) signs.add(sign);
  for (const inner of [cause, meta, driverAdapterError, ...(Array.isArray(errors) ? errors : [])])
    for (const sign of signsOf(inner, depth + 1)) signs.add(sign);
  return signs;
}
