import { describe, expect, test } from 'vitest';
import { openMeasurer, readNetworks } from '../../scripts/gallery/networks.ts';
import { cutOut, scaleForMeasuring } from '../../scripts/gallery/picture.ts';
import { readShippedCodes } from '../../scripts/gallery/shipped.ts';
import { readTunedCodes } from '../../scripts/gallery/tuned.ts';
import { readMetWorks } from '../../scripts/gallery/works.ts';

const MEASURED_AGAIN = ['bouquet-of-flowers-in-a-vase', 'maria-portinari'];

describe.each(readNetworks())('the shipped codes of $tier', (network) => {
  test(
    'are what its style network measures of the paintings, or what was tuned for them',
    { timeout: 60_000 },
    async () => {
      const shipped = readShippedCodes(network);
      const tuned = readTunedCodes(network);
      const works = readMetWorks().filter(({ id }) => MEASURED_AGAIN.includes(id));
      expect(works.length).toBe(MEASURED_AGAIN.length);
      const measurer = await openMeasurer(network);
      for (const work of works) {
        const picture = await scaleForMeasuring(await cutOut(work), network.paintingSide, network.multiple);
        const again = tuned.get(work.id) ?? (await measurer.measure(picture));
        const code = shipped.get(work.id)!;
        const largest = Math.max(...again.map(Math.abs));
        again.forEach((value, index) => {
          // Half floats keep 11 bits; the rest is room for another processor's rounding.
          const tolerance = Math.abs(value) * 2 ** -10 + largest * 1e-4;
          expect(Math.abs(code[index]! - value), `${work.id} ${index}`).toBeLessThanOrEqual(tolerance);
        });
      }
      await measurer.dispose();
    },
  );
});
