'use client';
import { useState } from 'react';
import type { Run } from './run-documents.ts';
import { trainCommand } from './train-command.ts';

/** The command line that repeats a run, to be copied. */
export function RepeatCommand({ run }: { run: Run }) {
  const [said, setSaid] = useState('');
  const command = trainCommand(run);
  const copy = () =>
    navigator.clipboard
      ? navigator.clipboard.writeText(command!).then(() => setSaid('Copied.'), () => setSaid('The browser does not let it be copied; select it instead.'))
      : setSaid('The browser copies only over HTTPS or from this machine; select it instead.');
  return (
    <section className="panel repeat" aria-labelledby="repeat">
      <header>
        <h2 id="repeat">Repeat this run</h2>
        <span className="grow" />
        <span className="fig" role="status">
          {said}
        </span>
        {command && (
          <button type="button" className="btn" onClick={() => void copy()}>
            Copy
          </button>
        )}
      </header>
      <div className="body">
        {command ? <pre className="command">{command}</pre> : <p className="muted">This run was brought from outside: the program that trained it knows how to repeat it.</p>}
      </div>
    </section>
  );
}
