// A question before an action that cannot be undone.
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

type Properties = {
  isAsking: boolean;
  label: string;
  question: ComponentChildren;
  /** The button that leads to the question. */
  opener?: ComponentChildren;
  /** The buttons that answer. The first takes the focus, so it is the one that changes nothing. */
  children: ComponentChildren;
};

/** A question that replaces the button that leads to it. The focus moves to the question, and back. */
export function Ask({ isAsking, label, question, opener, children }: Properties) {
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
      {children}
    </div>
  );
}
