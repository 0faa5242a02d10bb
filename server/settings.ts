import path from 'node:path';
import { CollapsarError } from '../prisma/errors.ts';

/** What the server reads from the environment. */
export interface ServerSettings {
  databaseUrl: string;
  host: string;
  port: number;
  allowedHosts: string[];
  /** a secret that is an admin's token while the setting says so */
  adminToken: string | null;
  /** a secret that lets a program read /metrics, and nothing else */
  metricsToken: string | null;
  /** where browsers reach the server, e.g. https://collapse.example.org */
  publicUrl: string | null;
  /** proxies in front of the server whose X-Forwarded-For is believed */
  trustProxy: number;
  /** pages of other origins that may ask with a token */
  corsOrigins: string[];
  /** whether webhooks may call this very machine, also by http */
  webhookLoopback: boolean;
  logLevel: string;
  /** where files from outside wait until they are recorded */
  uploads: { folder: string };
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
/** Of a secret that nobody can guess, however many tries they have. */
const TOKEN_BITS = 128;
const FEWEST_DIFFERENT = 10;

/** The settings, checked. @throws CollapsarError SETTING_INVALID with what to correct */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): ServerSettings {
  const databaseUrl = environment.DATABASE_URL;
  if (!databaseUrl) throw invalid('DATABASE_URL is not set; the server alone needs it, while "npm start" brings its own database.');
  const adminToken = readAdminToken(environment.COLLAPSAR_ADMIN_TOKEN);
  return {
    databaseUrl,
    host: readHost(environment.COLLAPSAR_HOST || '127.0.0.1', adminToken),
    port: readPort(environment.COLLAPSAR_PORT || '4000'),
    allowedHosts: listOf(environment.COLLAPSAR_ALLOWED_HOSTS),
    adminToken,
    metricsToken: readAdminToken(environment.COLLAPSAR_METRICS_TOKEN, 'COLLAPSAR_METRICS_TOKEN'),
    publicUrl: readPublicUrl(environment.COLLAPSAR_PUBLIC_URL || null),
    trustProxy: readProxies(environment.COLLAPSAR_TRUST_PROXY || '0'),
    corsOrigins: listOf(environment.COLLAPSAR_CORS_ORIGINS).map(readOrigin),
    webhookLoopback: readSwitch('COLLAPSAR_WEBHOOK_LOOPBACK', environment.COLLAPSAR_WEBHOOK_LOOPBACK || '0'),
    logLevel: readLogLevel(environment.LOG_LEVEL || 'info'),
    uploads: { folder: path.resolve(environment.COLLAPSAR_HOME || '.collapsar', 'uploads') },
  };
}

export const isLoopbackHost = (host: string): boolean => LOOPBACK.includes(host);

/** The host, if it is this machine's own or strangers are kept out. @throws CollapsarError SETTING_INVALID for another without an admin's token */
export function readHost(host: string, adminToken: string | null): string {
  if (isLoopbackHost(host) || adminToken !== null) return host;
  throw invalid(
    `COLLAPSAR_HOST is "${host}", which others can reach, but nobody could log in there: set COLLAPSAR_ADMIN_TOKEN to a secret of at least ${TOKEN_BITS} random bits, or COLLAPSAR_HOST to 127.0.0.1, ::1 or localhost.`,
  );
}

/** The secret, unless it is short or of few different characters. The sentence never repeats it. */
export function readAdminToken(secret: string | null | undefined, name = 'COLLAPSAR_ADMIN_TOKEN'): string | null {
  if (secret == null || secret === '') return null;
  if (/^[\x21-\x7e]+$/.test(secret) && bitsOf(secret) >= TOKEN_BITS && new Set(secret).size >= FEWEST_DIFFERENT) return secret;
  throw invalid(
    `${name} could be guessed: it must have at least ${TOKEN_BITS} random bits, as 32 hexadecimal digits or 22 other characters without spaces have; "openssl rand -hex 32" makes one.`,
  );
}

/** The most that a text of its length and kind of characters can hold. */
function bitsOf(secret: string): number {
  const kinds: [RegExp, number][] = [[/^\d+$/, 10], [/^[\da-f]+$/i, 16], [/^[\da-z]+$/, 36], [/^[\dA-Z]+$/, 36]];
  return secret.length * Math.log2(kinds.find(([kind]) => kind.test(secret))?.[1] ?? 64);
}

function readPublicUrl(url: string | null): string | null {
  if (url === null) return null;
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && [url, `${url}/`].includes(`${new URL(url).origin}/`)) return new URL(url).origin;
  throw invalid(`COLLAPSAR_PUBLIC_URL is "${url}", but must be an address without a path, such as https://collapse.example.org.`);
}

function readOrigin(origin: string): string {
  if (URL.canParse(origin) && new URL(origin).origin === origin) return origin;
  throw invalid(`COLLAPSAR_CORS_ORIGINS names "${origin}", but must list origins such as https://notebook.example.org, each in full and with commas between them.`);
}

function readProxies(text: string): number {
  if (/^\d$/.test(text)) return Number(text);
  throw invalid(`COLLAPSAR_TRUST_PROXY is "${text}", but must be the number of proxies in front of the server, 0 to 9.`);
}

const listOf = (text: string | undefined): string[] => (text ?? '').split(',').map((part) => part.trim()).filter(Boolean);

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw invalid(`COLLAPSAR_PORT is "${text}", but must be a whole number from 0 to 65535; 0 takes any free port.`);
}

function readSwitch(name: string, text: string): boolean {
  if (text === '0' || text === '1') return text === '1';
  throw invalid(`${name} is "${text}", but must be 1 (yes) or 0 (no).`);
}

function readLogLevel(level: string): string {
  if (LOG_LEVELS.includes(level)) return level;
  throw invalid(`LOG_LEVEL is "${level}", but must be one of ${LOG_LEVELS.join(', ')}.`);
}

function invalid(sentence: string): CollapsarError {
  return new CollapsarError('SETTING_INVALID', sentence);
}
