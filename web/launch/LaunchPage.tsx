'use client';
import { useState } from 'react';
import { networkName } from '../formats/names.ts';
import { Failure } from '../frame/Failure.tsx';
import { useChange } from '../graphql/use-change.ts';
import { chooseStudy } from '../studies/choose-study.ts';
import { StudyField } from '../studies/StudyField.tsx';
import { useStudies } from '../studies/use-studies.ts';
import { EstimatePanel } from './EstimatePanel.tsx';
import type { FieldName, FormValues } from './form.ts';
import { LaunchRunsDocument } from './launch-documents.ts';
import { parseForm } from './parse-form.ts';
import { prepareCommand } from './prepare-command.ts';
import { prepareEstimate } from './prepare-estimate.ts';
import { errorsAt, launchInput } from './prepare-launch.ts';
import { type FieldBlock, prepareFields } from './prepare-fields.ts';
import { SettingField } from './SettingField.tsx';
import { useForm } from './use-form.ts';
import { useLaunchPlan } from './use-launch-plan.ts';
import { useRepeat } from './use-repeat.ts';

/** A form for runs that are to be trained; the whole of it stands in the address. */
export function LaunchPage() {
  const [depths, setDepths] = useState<Record<string, readonly number[]>>({});
  const { values, set, setField, repeat } = useForm(depths);
  const unread = useRepeat(repeat, set);
  const form = parseForm(values);
  const isReadable = Object.keys(form.errors).length === 0;
  const { choices, defaults, plan, problem } = useLaunchPlan(form.settings, isReadable);
  if (choices && Object.keys(depths).length === 0) setDepths(Object.fromEntries(choices.families.map((family) => [family.name, family.depths])));
  const studies = useStudies();
  const usualStudy = `${networkName({ architecture: values.architecture, depth: Number(values.depth) })} on ${values.dataset}${form.sweep === null ? '' : ', sweep'}`;
  const study = chooseStudy(values.study || usualStudy, studies);
  const launch = useChange(LaunchRunsDocument);
  const [queued, setQueued] = useState<{ of: string; runs: { id: string; name: string }[] } | null>(null);
  const state = JSON.stringify(values);
  const send = async () => {
    const answer = study && (await launch.send({ input: launchInput(values, form, study) }));
    if (answer) setQueued({ of: state, runs: answer.runs });
  };
  const change = (name: FieldName, text: string) => {
    launch.forget();
    setField(name, text);
  };
  const errors = errorsAt(form.errors, [problem, launch.problem]);
  return (
    <>
      <div className="head row">
        <h1>Launch</h1>
        <span className="muted">What is left empty is as in Papyan, Han and Donoho 2020, where that is known.</span>
      </div>
      {unread && <Failure problem={unread} />}
      <div className="launch">
        <form className="launch-blocks" onSubmit={(event) => event.preventDefault()}>
          {prepareFields(values, { choices, defaults, errors: errors.fields }).map((block) => (
            <Block key={block.title} block={block} onChange={change}>
              {block.title === 'Record' && (
                <>
                  <StudyField value={values.study} usual={usualStudy} chosen={study} studies={studies} error={errors.fields.study ?? null} onChange={(text) => change('study', text)} />
                  <NameFields values={values} error={errors.fields.name ?? null} onChange={change} />
                </>
              )}
            </Block>
          ))}
          <p className="label">† recalled, not yet checked against the text of the paper.</p>
        </form>
        <EstimatePanel
          model={plan && prepareEstimate(plan, form)}
          command={prepareCommand(values, study?.slug ?? '')}
          hasErrors={Object.keys(errors.fields).length > 0}
          problem={errors.rest}
          canLaunch={isReadable && !problem && study !== null && plan !== null}
          isBusy={launch.isBusy}
          queued={queued?.of === state ? queued.runs : null}
          onLaunch={() => void send()}
        />
      </div>
    </>
  );
}

function Block({ block, children, onChange }: { block: FieldBlock; children: React.ReactNode; onChange: (name: FieldName, text: string) => void }) {
  return (
    <fieldset className="panel block">
      <legend>{block.title}</legend>
      {children}
      {block.fields.map((field) => (
        <SettingField key={field.name} field={field} onChange={(text) => onChange(field.name, text)} />
      ))}
    </fieldset>
  );
}

function NameFields({ values, error, onChange }: { values: FormValues; error: string | null; onChange: (name: FieldName, text: string) => void }) {
  return (
    <>
      <SettingField
        field={{ name: 'name', label: 'Name', kind: 'text', value: values.name, usual: 'network, data set and seed', beside: null, choices: [], hint: null, error }}
        onChange={(text) => onChange('name', text)}
      />
      <div className="setting">
        <label htmlFor="launch-again">Names that are taken</label>
        <span className="row tight">
          <input id="launch-again" type="checkbox" checked={values.again !== ''} onChange={(event) => onChange('again', event.target.checked ? '1' : '')} />
          <span className="label">train again as “name (2)”</span>
        </span>
        <span className="hint" />
      </div>
    </>
  );
}
