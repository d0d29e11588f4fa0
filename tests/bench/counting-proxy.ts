import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

/** One answer that went over the wire. */
interface CountedAnswer {
  path: string;
  /** `Date.now()` when the request came. */
  startedAtMs: number;
  /** Of the body as it was sent, so compressed where it was; headers are not counted. */
  bytes: number;
  encoding: string;
}

export interface CountingProxy {
  /** Ends in a slash. */
  url: string;
  /** Everything since the start; grows. */
  answers: readonly CountedAnswer[];
  close(): Promise<void>;
}

/** Stands before a server of this machine and counts what passes, whoever asked: page, workers, service worker. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const answers: CountedAnswer[] = [];
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/';
    const startedAtMs = Date.now();
    const onward = request(
      new URL(path, target),
      { method: incoming.method ?? 'GET', headers: incoming.headers },
      (answer) => {
        const counted = {
          path,
          startedAtMs,
          bytes: 0,
          encoding: answer.headers['content-encoding'] ?? '',
        };
        answers.push(counted);
        answer.on('data', (chunk: Buffer) => (counted.bytes += chunk.length));
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        // A browser that hangs up in the middle is no failure of ours.
        pipeline(answer, outgoing, () => undefined);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    answers,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
