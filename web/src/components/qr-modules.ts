// QR codes (ISO/IEC 18004) of texts as bytes: error correction of level L, and the mask 0.

/** For each version, the error correction codewords of a block, and the number of blocks. */
const CORRECTION = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26];
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12];

/** The format bits for level L and mask 0, with their error correction. */
const FORMAT = 0b111011111000100;

const bits = (value: number, count: number) => Array.from({ length: count }, (_, at) => (value >> (count - 1 - at)) & 1);

/** The rows of the code's modules, true for dark; no rows if the text is longer than 1,273 bytes. */
export function qrCode(text: string): boolean[][] {
  const bytes = [...new TextEncoder().encode(text)];
  for (let version = 1; version <= BLOCKS.length; version += 1) {
    const { modules, places } = frame(version);
    const codewords = places.length >> 3;
    const length = codewords - CORRECTION[version - 1]! * BLOCKS[version - 1]!;
    // The mode is "bytes"; then their number.
    const start = [...bits(4, 4), ...bits(bytes.length, version < 10 ? 8 : 16)];
    const content = [...start, ...bytes.flatMap((byte) => bits(byte, 8)), ...bits(0, 4)];
    if (content.length > length * 8 + 4) continue;
    const end = Math.ceil(content.length / 8);
    const data = Array.from({ length }, (_, at) =>
      (at < end ? parseInt(content.slice(at * 8, at * 8 + 8).join('').padEnd(8, '0'), 2) : (at - end) % 2 ? 0x11 : 0xec));
    const stream = interleaved(data, CORRECTION[version - 1]!, BLOCKS[version - 1]!).flatMap((byte) => bits(byte, 8));
    places.forEach(([x, y], at) => { modules[y]![x] = ((stream[at] ?? 0) ^ ((x + y + 1) & 1)) === 1; });
    return modules;
  }
  return [];
}

/** The modules of a version that are the same for each text, and the places of the others, in their order. */
function frame(version: number) {
  const size = version * 4 + 17;
  const grid: (boolean | undefined)[][] = Array.from({ length: size }, () => Array(size).fill(undefined));
  const set = (x: number, y: number, isDark: boolean | number) => {
    if (grid[y] && x >= 0 && x < size) grid[y][x] = Boolean(isDark);
  };
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  /** Squares around a centre, light at these distances from it. */
  const squares = (left: number, top: number, reach: number, light: number[]) => {
    for (let y = -reach; y <= reach; y += 1) {
      for (let x = -reach; x <= reach; x += 1) set(left + x, top + y, !light.includes(Math.max(Math.abs(x), Math.abs(y))));
    }
  };
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) squares(x, y, 4, [2, 4]);
  const centres = alignment(version, size);
  for (const x of centres) {
    for (const y of centres) {
      const isFinder = (x === 6 && y === 6) || (x === 6 && y === size - 7) || (x === size - 7 && y === 6);
      if (!isFinder) squares(x, y, 2, [1]);
    }
  }
  for (let at = 0; at < 15; at += 1) {
    const isDark = (FORMAT >> at) & 1;
    set(8, at < 6 ? at : at < 8 ? at + 1 : size - 15 + at, isDark);
    set(at < 8 ? size - 1 - at : at < 9 ? 7 : 14 - at, 8, isDark);
  }
  set(8, size - 8, true);
  if (version >= 7) {
    const information = (version << 12) | remainderOf(version, 12, 0x1f25);
    for (let at = 0; at < 18; at += 1) {
      const [along, across] = [size - 11 + (at % 3), Math.floor(at / 3)];
      set(along, across, (information >> at) & 1);
      set(across, along, (information >> at) & 1);
    }
  }
  // Two columns at a time, from the right, up and down; the column of the timing pattern is skipped.
  const places: [number, number][] = [];
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    const isUpward = ((right + (right < 6 ? 1 : 0)) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const y = isUpward ? size - 1 - step : step;
      for (const x of [right, right - 1]) if (grid[y]![x] === undefined) places.push([x, y]);
    }
  }
  return { modules: grid as boolean[][], places };
}

/** The columns and rows of the centres of the alignment patterns. */
function alignment(version: number, size: number) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((size - 13) / (count * 2 - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => size - 7 - step * at)];
}

/** The remainder of a value, shifted to the left, divided by a polynomial. */
function remainderOf(value: number, shift: number, polynomial: number) {
  let rest = value;
  for (let count = 0; count < shift; count += 1) rest = (rest << 1) ^ ((rest >> (shift - 1)) * polynomial);
  return rest;
}

/** Multiplies in the field of 256 elements. */
function times(one: number, other: number) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((other >> bit) & 1) * one);
  return product;
}

/** The data in blocks, each with its error correction (Reed–Solomon), one codeword of each block after the other. */
function interleaved(data: number[], correction: number, count: number) {
  const divisor: number[] = [...Array(correction - 1).fill(0), 1];
  for (let root = 1, at = 0; at < correction; at += 1, root = times(root, 2)) {
    divisor.forEach((factor, index) => { divisor[index] = times(factor, root) ^ (divisor[index + 1] ?? 0); });
  }
  const short = Math.floor(data.length / count);
  const longer = data.length % count;
  const blocks = Array.from({ length: count }, (_, at) => {
    const begin = at * short + Math.max(0, at - (count - longer));
    return data.slice(begin, begin + short + (at < count - longer ? 0 : 1));
  });
  const checks = blocks.map((block) => block.reduce((rest, byte) => {
    const factor = byte ^ rest[0]!;
    return divisor.map((each, index) => (rest[index + 1] ?? 0) ^ times(each, factor));
  }, Array<number>(correction).fill(0)));
  const transposed = (rows: number[][], length: number) =>
    Array.from({ length }, (_, at) => rows.flatMap((row) => row[at] ?? [])).flat();
  return [...transposed(blocks, short + 1), ...transposed(checks, correction)];
}
