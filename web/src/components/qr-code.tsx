import { qrCode } from './qr-modules';

/** The margin that the standard requires, in modules. */
const MARGIN = 4;

/** A QR code of a text. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = qrCode(text);
  const size = rows.length + 2 * MARGIN;
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg class="qr-code" viewBox={`-${MARGIN} -${MARGIN} ${size} ${size}`} role="img" aria-label={label}>
      <path d={dark.join('')} />
    </svg>
  );
}
