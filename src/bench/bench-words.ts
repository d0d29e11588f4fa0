import type { BenchStep } from './measure-device.ts';

/** What people read on the page that measures a device. */
export const BENCH_WORDS = {
  heading: 'Measure this device',
  intro:
    'How fast does Plein Air paint here? This page times the painter on your own device. It needs no camera, and nothing is sent anywhere.',
  advice:
    'It takes about a minute on a laptop, longer on a phone. What the painter is made of (up to 20 MB) is downloaded first if it is not here yet. For fair numbers, plug the device in, close other programs and leave this page in front.',
  measure: 'Measure',
  again: 'Measure again',
  stop: 'Stop',
  copy: 'Copy as text',
  back: 'Back to painting',
  text: 'The result as text',
  table: 'The measured times',
  progress: 'Measuring',
  loading: 'Getting the painter ready…',
  done: 'Done.',
  stopped: 'Stopped.',
  copied: 'Copied.',
  copyByHand: 'This browser does not let the page copy. The text is selected below: copy it from there.',
  failed: 'The measurement did not work. Reload the page and try again.',
} as const;

/** What happens at the moment, said once a round. */
export function stepWords(step: BenchStep): string {
  if (step.name === 'loading') return BENCH_WORDS.loading;
  return `Round ${step.round + 1} of ${step.rounds}…`;
}
