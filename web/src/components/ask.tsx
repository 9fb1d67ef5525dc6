// A question before an action that cannot be undone.
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';

type Properties = {
  isAsking: boolean;
  label: string;
  question: ComponentChildren;
  /** The button that leads to the question. */
  opener?: ComponentChildren;
  /** Closes the question, and changes nothing. Without it, there is no way back. */
  onCancel?: () => void;
  /** The button that goes on. */
  children: ComponentChildren;
};

/** A question that replaces the button that leads to it. The focus moves to the question, and back. */
export function Ask({ isAsking, label, question, opener, onCancel, children }: Properties) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const wasAsking = useRef(false);
  useLayoutEffect(() => {
    if (wasAsking.current !== isAsking) place.current?.querySelector('button')?.focus();
    wasAsking.current = isAsking;
  });
  if (!isAsking) return <div class="ask" ref={place}>{opener}</div>;
  return (
    <div class="ask card" ref={place} role="alertdialog" aria-label={label} aria-describedby={id}>
      <div id={id}>{question}</div>
      {/* The first button takes the focus, so it is the one that changes nothing. */}
      {onCancel && <button class="button primary" onClick={onCancel}>{t.cancel}</button>}
      {children}
    </div>
  );
}
