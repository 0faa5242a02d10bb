'use client';
import { type ReactNode, useEffect, useId, useRef } from 'react';

interface DialogProps {
  title: string;
  children: ReactNode;
  /** buttons, the one that acts last; none where there is nothing to decide */
  actions?: ReactNode;
  closeWord?: string;
  onClose: () => void;
}

/** A window over the page, made by the browser: focus stays inside, Escape closes, and focus returns to where it was. */
export function Dialog({ title, children, actions, closeWord = 'Leave it', onClose }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const headingId = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={headingId} onCancel={onClose} onClose={onClose}>
      <header>
        <h2 id={headingId}>{title}</h2>
      </header>
      <div className="body">{children}</div>
      <footer className="row">
        <span className="grow" />
        <button type="button" className="btn plain" onClick={onClose}>
          {closeWord}
        </button>
        {actions}
      </footer>
    </dialog>
  );
}
