/** What people read about the keys; rules as in words.ts. */

/** Keys and what they do, for the sheet that lists them. `single` ones can be turned off. */
export const KEYS: { keys: string[]; does: string; single: boolean }[] = [
  { keys: ['Space'], does: 'Hold the picture, or go on', single: false },
  { keys: ['←', '→'], does: 'Previous or next painting', single: false },
  { keys: ['Esc'], does: 'Close what is open, or end a countdown', single: false },
  { keys: ['R'], does: 'Record, or stop', single: true },
  { keys: ['C'], does: 'Show the camera while held down', single: true },
  { keys: ['W'], does: 'Before and after, side by side', single: true },
  { keys: ['P'], does: 'Take a snapshot', single: true },
  { keys: ['+', '−'], does: 'More or less strength', single: true },
  { keys: ['0'], does: 'Full strength', single: true },
  { keys: ['G'], does: 'Paintings', single: true },
  { keys: ['L'], does: 'How it is painted', single: true },
  { keys: ['M'], does: 'Mirror the picture', single: true },
  { keys: ['F'], does: 'Full screen', single: true },
  { keys: ['S'], does: 'Numbers', single: true },
  { keys: ['?'], does: 'This list', single: true },
];
