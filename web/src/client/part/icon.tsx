// Icons, drawn on a 24 × 24 grid. Always beside a word, so hidden from screen readers.

const PATHS = {
  blocker: "M8.1 3h7.8L21 8.1v7.8L15.9 21H8.1L3 15.9V8.1zM8 12h8",
  high: "M12 3.5 22 20.5H2zM12 10v4.5M12 17.4v.1",
  medium: "M12 2.8 21.2 12 12 21.2 2.8 12zM12 8v4.8M12 15.8v.1",
  low: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.6V16M8.6 12.8 12 16l3.4-3.2",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.2M12 7.8v.1",
  "not-advised": "M8.1 3h7.8L21 8.1v7.8L15.9 21H8.1L3 15.9V8.1zM9 9l6 6M15 9l-6 6",
  "with-care": "M12 3.5 22 20.5H2zM12 10v4.5M12 17.4v.1",
  "no-objections": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM7.8 12.4l2.8 2.8 5.6-6",
  "cannot-say": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.3 9.6a2.7 2.7 0 1 1 3.9 2.4c-.8.4-1.2 1-1.2 1.9M12 16.8v.1",
  package: "M12 2.8 20.5 7v10L12 21.2 3.5 17V7zM3.8 7.2 12 11.4l8.2-4.2M12 11.4V21",
  shield: "M12 2.8 19.5 5.6v5.6c0 4.7-3 8.3-7.5 10-4.5-1.7-7.5-5.3-7.5-10V5.6zM8.6 12l2.4 2.4 4.4-4.8",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
  moon: "M20 14.2A8.2 8.2 0 0 1 9.8 4a8.2 8.2 0 1 0 10.2 10.2z",
  chevron: "M8.5 5.5 15 12l-6.5 6.5",
  close: "M6 6l12 12M18 6 6 18",
  copy: "M8.5 8.5V4.8A1.3 1.3 0 0 1 9.8 3.5h9.4a1.3 1.3 0 0 1 1.3 1.3v9.4a1.3 1.3 0 0 1-1.3 1.3h-3.7M4.8 8.5h9.4a1.3 1.3 0 0 1 1.3 1.3v9.4a1.3 1.3 0 0 1-1.3 1.3H4.8a1.3 1.3 0 0 1-1.3-1.3V9.8a1.3 1.3 0 0 1 1.3-1.3z",
  save: "M12 3.5v11.5M7.2 10.6 12 15.2l4.8-4.6M4 20.5h16",
  file: "M6 2.8h8l4.5 4.5v13.9H6zM13.8 3v4.6h4.5",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  edit: "M4.5 15.5V19.5H8.5L19.5 8.5 15.5 4.5zM13.5 6.5l4 4",
  unchecked: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.7 5.7l12.6 12.6",
  up: "M12 19V5.5M6 11l6-5.8 6 5.8",
  down: "M12 5v13.5M6 13l6 5.8 6-5.8",
  drop: "M12 2.8c3.8 4.3 6.2 7.6 6.2 10.9a6.2 6.2 0 0 1-12.4 0c0-3.3 2.4-6.6 6.2-10.9zM12 11.2a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4z",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
