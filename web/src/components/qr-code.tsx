import { useEffect, useState } from 'preact/hooks';

/** The margin that the standard requires, in modules. */
const MARGIN = 4;

/** A QR code of a text, with as much error correction as its size has room for. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [rows, setRows] = useState<boolean[][]>([]);
  useEffect(() => {
    const encoded = import('./qr-encoder').then(({ encode }) => encode(text, { boostEcc: true, border: 0 }));
    // Without the code, people use the address or the key beside it.
    encoded.then(({ data }) => setRows(data), () => undefined);
  }, [text]);
  const size = rows.length + 2 * MARGIN;
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg class="qr-code" viewBox={`-${MARGIN} -${MARGIN} ${size} ${size}`} role="img" aria-label={label}>
      <path d={dark.join('')} />
    </svg>
  );
}
