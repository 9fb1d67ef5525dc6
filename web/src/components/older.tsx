import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { clubTexts } from '../i18n';

type Properties = {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  children: (after: string | null) => ComponentChildren;
};

/** A button after a page of a list. What follows the page takes the place, and the focus, of the button. */
export function Older({ pageInfo: { hasNextPage, endCursor }, children }: Properties) {
  const [isShown, setShown] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [isShown]);
  if (!hasNextPage) return null;
  return isShown
    ? <div ref={place} tabIndex={-1}>{children(endCursor)}</div>
    : <button type="button" class="button" onClick={() => setShown(true)}>{clubTexts.more}</button>;
}
