import { CopyLine } from '../launch/CopyLine.tsx';
import type { Run } from './run-documents.ts';
import { trainCommand } from './train-command.ts';

/** The command line that repeats a run, to be copied. */
export function RepeatCommand({ run }: { run: Run }) {
  const command = trainCommand(run);
  return (
    <section className="panel repeat-run" aria-labelledby="repeat">
      <header>
        <h2 id="repeat">Repeat this run</h2>
      </header>
      <div className="body">
        {command ? <CopyLine text={command} choices={[{ label: 'Copy', suffix: '' }]} /> : <p className="muted">This run was brought from outside: the program that trained it knows how to repeat it.</p>}
      </div>
    </section>
  );
}
