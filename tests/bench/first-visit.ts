import { waitForData } from '../helpers/built-app.ts';
import { startCountingProxy } from './counting-proxy.ts';
import type { ReturningVisitor } from './returning-visitor.ts';

/** What a first visit costs on the wire, in bytes of bodies as they were sent (brotli where that is smaller). */
export interface FirstVisit {
  untilPainted: number;
  untilOffline: number;
  requests: number;
  /** Of which the server answered with brotli. */
  brotli: number;
  /** From the start of the navigation to the first painted picture, timing of the device included, ms. */
  firstPaintedMs: number;
}

/** Visits through a counting proxy with the visitor's empty profile, until everything is stored. */
export async function countFirstVisit(
  visitor: ReturningVisitor,
  server: string,
  query: string,
): Promise<FirstVisit> {
  const proxy = await startCountingProxy(server);
  try {
    const visit = await visitor.visit(`${proxy.url}${query}`);
    await waitForData(visit.page, 'offline', 'ready', 180_000);
    const answers = [...proxy.answers];
    await visit.leave();
    const sum = (counted: typeof answers): number => counted.reduce((total, { bytes }) => total + bytes, 0);
    return {
      // What is fetched for later begins when the first picture is painted.
      untilPainted: sum(answers.filter(({ startedAtMs }) => startedAtMs <= visit.firstPaintedAtMs)),
      untilOffline: sum(answers),
      requests: answers.length,
      brotli: answers.filter(({ encoding }) => encoding === 'br').length,
      firstPaintedMs: visit.firstPaintedMs,
    };
  } finally {
    await proxy.close();
  }
}
