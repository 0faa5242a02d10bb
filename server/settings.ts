import path from 'node:path';
import { CollapsarError } from '../prisma/errors.ts';

/** What the server reads from the environment. */
export interface ServerSettings {
  databaseUrl: string;
  host: string;
  port: number;
  allowedHosts: string[];
  logLevel: string;
  /** where files from outside wait until they are recorded */
  uploads: { folder: string };
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** The settings, checked. @throws CollapsarError SETTING_INVALID with what to correct */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): ServerSettings {
  const databaseUrl = environment.DATABASE_URL;
  if (!databaseUrl) throw invalid('DATABASE_URL is not set; the server alone needs it, while "npm start" brings its own database.');
  return {
    databaseUrl,
    host: readHost(environment.COLLAPSAR_HOST || '127.0.0.1'),
    port: readPort(environment.COLLAPSAR_PORT || '4000'),
    allowedHosts: (environment.COLLAPSAR_ALLOWED_HOSTS ?? '').split(',').map((host) => host.trim()).filter(Boolean),
    logLevel: readLogLevel(environment.LOG_LEVEL || 'info'),
    uploads: { folder: path.resolve(environment.COLLAPSAR_HOME || '.collapsar', 'uploads') },
  };
}

/** The host, if it is this machine's own. @throws CollapsarError SETTING_INVALID for any other: nobody could log in there yet */
export function readHost(host: string): string {
  if (LOOPBACK.includes(host)) return host;
  throw invalid(
    `COLLAPSAR_HOST is "${host}", but without login only this machine may reach the server: set it to 127.0.0.1, ::1 or localhost.`,
  );
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw invalid(`COLLAPSAR_PORT is "${text}", but must be a whole number from 0 to 65535; 0 takes any free port.`);
}

function readLogLevel(level: string): string {
  if (LOG_LEVELS.includes(level)) return level;
  throw invalid(`LOG_LEVEL is "${level}", but must be one of ${LOG_LEVELS.join(', ')}.`);
}

function invalid(sentence: string): CollapsarError {
  return new CollapsarError('SETTING_INVALID', sentence);
}
