import { type ReactElement, useSyncExternalStore } from 'react';
import { t } from '../words.ts';
import './toasts.css';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo: (() => void) | undefined;
  readonly stays: boolean;
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
/** Long enough to be read aloud; one that offers to undo, or tells of trouble, stays until it is closed. */
const shownForMs = 7_000;

/** Says what was done: `toast(t('12 lettres approuvées.', '12 letters approved.'), { undo: () => … })`. */
export function toast(text: string, options: { readonly undo?: () => void; readonly stays?: boolean } = {}): void {
  const added: Toast = { id: ++lastId, text, undo: options.undo, stays: options.stays ?? options.undo !== undefined };
  change([...toasts.slice(-2), added]);
  if (!added.stays) setTimeout(() => close(added.id), shownForMs);
}

/** Says what went wrong in the API's sentence; for `onError` of a write. */
export function toastProblem(problem: Error): void {
  toast(problem.message, { stays: true });
}

/** Where toasts are shown; once, in main.tsx. */
export function Toasts(): ReactElement {
  const shown = useSyncExternalStore(listen, () => toasts);
  return (
    <section className="toasts" aria-live="polite" aria-label={t('Messages', 'Messages')}>
      {shown.map((one) => (
        <div key={one.id} className="toast">
          <span>{one.text}</span>
          {one.undo && (
            <button
              type="button"
              onClick={() => {
                one.undo?.();
                close(one.id);
              }}
            >
              {t('Annuler', 'Undo')}
            </button>
          )}
          <button type="button" aria-label={t('Fermer ce message', 'Close this message')} onClick={() => close(one.id)}>
            ✕
          </button>
        </div>
      ))}
    </section>
  );
}

function close(id: number): void {
  change(toasts.filter((one) => one.id !== id));
}

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
