import type { Logger } from 'pino';
import { CollapsarError } from '../../prisma/errors.ts';
import type { Tracing, TracingSettings } from './otlp-tracing.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Starts tracing where the environment names a receiver. Nothing of OpenTelemetry's is loaded elsewhere. @throws CollapsarError SETTING_INVALID */
export async function startTracing(environment: Environment, trustsParent: boolean, log: Logger): Promise<Tracing | undefined> {
  const settings = readTracing(environment, trustsParent);
  if (!settings) return undefined;
  const { makeTracing } = await import('./otlp-tracing.ts');
  return makeTracing(settings, log);
}

/** @throws CollapsarError SETTING_INVALID with what to correct */
export function readTracing(environment: Environment, trustsParent: boolean): TracingSettings | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own, OTEL_SDK_DISABLED, OTEL_TRACES_SAMPLER_ARG: share } = environment;
  const named = own || base;
  if (!named || OTEL_SDK_DISABLED?.toLowerCase() === 'true') return null;
  const name = own ? 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT' : 'OTEL_EXPORTER_OTLP_ENDPOINT';
  if (!URL.canParse(named) || !/^https?:$/.test(new URL(named).protocol)) throw invalid(`${name} must be the http or https address of a receiver of OTLP over HTTP, such as http://localhost:4318.`);
  const ratio = Number(share || 1);
  if (!(ratio >= 0 && ratio <= 1)) throw invalid(`OTEL_TRACES_SAMPLER_ARG is "${share}", but must be the share of traces that are kept, 0 to 1.`);
  return { url: own || `${named.replace(/\/+$/, '')}/v1/traces`, ratio, trustsParent };
}

// the address may hold a password: no sentence repeats it
const invalid = (sentence: string) => new CollapsarError('SETTING_INVALID', sentence);
