'use client';
import { type ReactNode, useId } from 'react';
import type { Problem } from '../graphql/problem.ts';
import { Dialog } from './Dialog.tsx';
import { Failure } from './Failure.tsx';

interface FormDialogProps {
  title: string;
  /** fields, each in a label */
  children: ReactNode;
  isBusy: boolean;
  problem: Problem | null | undefined;
  onSave: () => void;
  onClose: () => void;
}

/** A window with a form: Enter saves, and what the server does not take is said below the fields. */
export function FormDialog({ title, children, isBusy, problem, onSave, onClose }: FormDialogProps) {
  const formId = useId();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <button type="submit" form={formId} className="btn strong" disabled={isBusy}>
          Save
        </button>
      }
    >
      <form
        id={formId}
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          onSave();
        }}
      >
        {children}
        {problem && <Failure problem={problem} />}
      </form>
    </Dialog>
  );
}
