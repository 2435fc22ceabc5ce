import type { JSX } from 'preact';

/** All icons of the page, drawn on 16 × 16 pixels with one pen. Decoration: the words are on the button. */
const PATHS = {
  add: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  chevronDown: 'M4 6l4 4 4-4',
  chevronRight: 'M6 4l4 4-4 4',
  chevronLeft: 'M10 4L6 8l4 4',
  chevronUp: 'M4 10l4-4 4 4',
  openTab: 'M9.5 2.5h4v4M13.5 2.5L8 8M6.5 3.5h-4v10h10v-4',
  report: 'M4 1.8h5.5L12.5 5v9.2H4zM9.3 1.8V5.2h3.2M6 8h4.5M6 10.7h4.5',
  zoomIn: 'M7 2.5a4.5 4.5 0 110 9 4.5 4.5 0 010-9zM10.3 10.3l3.4 3.4M7 5v4M5 7h4',
  zoomOut: 'M7 2.5a4.5 4.5 0 110 9 4.5 4.5 0 010-9zM10.3 10.3l3.4 3.4M5 7h4',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10M5.5 5.5h5v5h-5z',
  oneToOne: 'M3 4.8l1.6-1v8.4M11 4.8l1.6-1v8.4M8 6.2v.1M8 9.8v.1',
  region:
    'M2.5 5V2.5H5M7 2.5h2M11 2.5h2.5V5M13.5 7v2M13.5 11v2.5H11M9 13.5H7M5 13.5H2.5V11M2.5 9V7',
  frames: 'M2.5 2.5h7v7h-7zM6.5 9.5v4h7v-7h-4',
  compare: 'M2 3h12v10H2zM8 3v10',
  figure: 'M2 3h12v10H2zM2.5 11.5l3.4-3.6 2.5 2.6 2-2 3.1 3M10.7 5.6v.1',
  edit: 'M10.8 2.8l2.4 2.4-7.7 7.7-3 .6.6-3zM9.3 4.3l2.4 2.4',
  run: 'M4.5 2.8v10.4L13 8z',
  stop: 'M4 4h8v8H4z',
  // Equal, not equal, and a question.
  same: 'M3 6h10M3 10h10',
  changed: 'M3 6h10M3 10h10M10.6 3L5.4 13',
  unclear: 'M5.4 6a2.6 2.6 0 115.2 0c0 1.9-2.6 2-2.6 4M8 12.6v.2',
  retry: 'M13 8a5 5 0 11-1.6-3.7M13.2 2v3h-3',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  save: 'M8 2v8M4.8 7L8 10.2 11.2 7M2.5 13.5h11',
  warning: 'M8 2.2L14.5 13.5h-13zM8 6.2v3.6M8 11.5v.2',
  info: 'M8 1.8a6.2 6.2 0 110 12.4A6.2 6.2 0 018 1.8zM8 7.2v4M8 4.8v.2',
  error: 'M8 1.8a6.2 6.2 0 110 12.4A6.2 6.2 0 018 1.8zM5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8',
  locate: 'M8 4.2a3.8 3.8 0 110 7.6 3.8 3.8 0 010-7.6zM8 1.5v3.2M8 11.3v3.2M1.5 8h3.2M11.3 8h3.2',
  cite: 'M3 9.5h3.5v-4H3v4c0 1.8.8 2.7 2.2 3M9.5 9.5H13v-4H9.5v4c0 1.8.8 2.7 2.2 3',
  lock: 'M3.5 7.2h9v6.3h-9zM5.4 7V5a2.6 2.6 0 015.2 0v2',
  drop: 'M8 2v7.5M4.8 6.5L8 9.7l3.2-3.2M2.5 9.5v4h11v-4',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({
  name,
  slot,
}: {
  readonly name: IconName;
  readonly slot?: string;
}): JSX.Element {
  return (
    <svg
      class="icon"
      slot={slot}
      width="16"
      height="16"
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
