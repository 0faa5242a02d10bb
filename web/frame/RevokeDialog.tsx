'use client';
import type { AnyVariables, TypedDocumentNode } from 'urql';
import { type Answer, useChange } from '../graphql/use-change.ts';
import { Dialog } from './Dialog.tsx';
import { Failure } from './Failure.tsx';

interface RevokeDialogProps<Data extends Record<string, Answer>, Variables extends AnyVariables> {
  title: string;
  /** what follows from it */
  text: string;
  /** the mutation that revokes */
  document: TypedDocumentNode<Data, Variables>;
  variables: Variables;
  /** on the button that does it */
  word?: string;
  onClose: () => void;
  onDone: (answer: Data[keyof Data]) => void;
}

/** Asks before something that lets people or programs in is ended for good. */
export function RevokeDialog<Data extends Record<string, Answer>, Variables extends AnyVariables>({ title, text, word = 'Revoke it', document, variables, onClose, onDone }: RevokeDialogProps<Data, Variables>) {
  const { send, isBusy, problem } = useChange(document);
  const revoke = async () => {
    const answer = await send(variables);
    if (!answer) return;
    onDone(answer);
    onClose();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <button type="button" className="btn strong" disabled={isBusy} onClick={() => void revoke()}>
          {word}
        </button>
      }
    >
      <p>{text}</p>
      {problem && <Failure problem={problem} />}
    </Dialog>
  );
}
