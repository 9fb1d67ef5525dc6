// The icons: strokes on a grid of 24.
const PATHS = {
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  today: 'M4 11l8-7 8 7v8a1 1 0 01-1 1h-4v-6H9v6H5a1 1 0 01-1-1z',
  lessons: 'M4 5h6a2 2 0 012 2v13a2 2 0 00-2-2H4zM20 5h-6a2 2 0 00-2 2v13a2 2 0 012-2h6z',
  progress: 'M5 20V10M12 20V4M19 20v-7',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4',
  offline: 'M4 4l16 16M8.5 15.5a5 5 0 016 0M5 12a10 10 0 014-2.3M19 12a10 10 0 00-6-2.9M12 19h.01',
  upload: 'M12 16V5M7 9l5-5 5 5M5 20h14',
  right: 'M5 12.5l5 5L19 7',
  slip: 'M5 13c2-4 4-4 7 0s5 4 7 0',
  sound: 'M4 10v4h4l5 4V6L8 10zM16.5 9a4 4 0 010 6M19 6.5a8 8 0 010 11',
  flame: 'M12 3c1 4 5 5 5 10a5 5 0 01-10 0c0-2 1-3 2-4 0 2 1 3 2 3 1-2-1-5 1-9z',
  undo: 'M9 7L4 12l5 5M4 12h10a5 5 0 015 5',
  people: 'M9 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM3 20c0-4 3-6 6-6s6 2 6 6M16 4.5a3.5 3.5 0 010 6.5M17.5 14.5c2 .7 3.5 2.5 3.5 5.5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={PATHS[name]} /></svg>;
}
