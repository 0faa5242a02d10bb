import { CollapsarError } from '../../prisma/errors.ts';
import type { ArchitectureOptions } from '../../prisma/run-settings.ts';

interface OptionRule {
  isGood(value: unknown): boolean;
  /** Ends the sentence "it must be ...". */
  wanted: string;
}
export type OptionRules = Partial<Record<keyof ArchitectureOptions, OptionRule>>;

export function wholeNumber(least: number, most: number): OptionRule {
  return {
    isGood: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
    wanted: `a whole number from ${least} to ${most}`,
  };
}

export function oneOf(...values: string[]): OptionRule {
  return { isGood: (value) => values.includes(value as string), wanted: values.map((value) => `"${value}"`).join(' or ') };
}

/** Throws OPTION_UNKNOWN or OPTION_INVALID, naming option and network (such as "vgg of depth 11"). */
export function checkOptions(network: string, options: ArchitectureOptions, rules: OptionRules): void {
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name as keyof ArchitectureOptions] : undefined;
    if (!rule) {
      throw new CollapsarError('OPTION_UNKNOWN', `There is no architecture option "${name}" for ${network}; there is ${Object.keys(rules).join(', ')}.`);
    }
    if (value !== undefined && !rule.isGood(value)) {
      throw new CollapsarError('OPTION_INVALID', `The architecture option ${name} of ${network} is ${JSON.stringify(value)}; it must be ${rule.wanted}.`);
    }
  }
}
