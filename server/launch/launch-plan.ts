import { parseRunSettings } from '../../prisma/run-settings.ts';
import type { RequestContext } from '../access/request-context.ts';
import { visibleRun } from '../runs/list-runs.ts';
import type { RunSettingsInput } from '../runs/run-settings.input.ts';
import { estimate } from './estimate.ts';
import type { LaunchPlan } from './launch-plan.type.ts';
import type { LaunchSettings } from './launch-settings.type.ts';
import { presentSettings, settingsOfRun } from './present-settings.ts';

/**
 * Checks settings as launching does, completes them, and says what a run with them will take.
 *
 * @throws CollapsarError BAD_USER_INPUT as launching would, with the setting as `field`
 */
export async function launchPlan({ record }: RequestContext, input: RunSettingsInput): Promise<LaunchPlan> {
  const given = withoutUndefined({ ...input, options: input.options && withoutUndefined(input.options) });
  const settings = parseRunSettings(given);
  const { architecture, depth, dataset, loss, epochs } = settings;
  const defaults = parseRunSettings({ architecture, depth, dataset, loss, epochs });
  const usual = parseRunSettings({ architecture, depth, dataset });
  return { settings: presentSettings(settings), defaults: { ...presentSettings(defaults), loss: usual.loss, epochs: usual.epochs }, estimate: await estimate(record, settings) };
}

/** The settings of a run that was trained here; null where there is none that the caller sees. */
export async function launchSettings(context: RequestContext, runId: string): Promise<LaunchSettings | null> {
  const run = await visibleRun(context, runId);
  if (run?.source !== 'TRAINED') return null;
  const row = await context.record.run.findUnique({ where: { id: runId } });
  return row && settingsOfRun(row);
}

const withoutUndefined = (input: object) => Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
