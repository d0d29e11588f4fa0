import { expect, test, vi } from 'vitest';
import { Notices } from '../../src/studio/notices.ts';

const gone = () => vi.fn<() => void>();

test('a sentence that is said again takes the place of the one before', () => {
  const notices = new Notices(() => undefined);
  notices.show({ tone: 'info', text: 'Saved.' });
  const again = notices.show({ tone: 'info', text: 'Saved.' });
  expect(notices.list.map(({ id }) => id)).toEqual([again]);
});

test('two clips of one title can each be brought back while their own notice is there', () => {
  const notices = new Notices(() => undefined);
  const [first, second] = [gone(), gone()];
  const id = notices.show({ tone: 'info', text: '“Irises” was deleted.' }, first);
  notices.show({ tone: 'info', text: '“Irises” was deleted.' }, second);
  expect(notices.list).toHaveLength(2);
  expect(first).not.toHaveBeenCalled();
  notices.dismiss(id);
  expect(first).toHaveBeenCalledTimes(1);
  expect(second).not.toHaveBeenCalled();
});
