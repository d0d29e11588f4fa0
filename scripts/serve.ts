/** Serves the built app on this machine: `npm run serve`, or `npm start` to build it first. */
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import sirv from 'sirv';
import { cacheControl, securityHeaders } from './security-headers.ts';

const DEFAULT_PORT = 4173;
/** How many ports above the default are tried when nobody asked for a certain one. */
const PORTS_TO_TRY = 20;
const DIST = join(import.meta.dirname, '..', 'dist');

export interface ServeOptions {
  /** Folder of a build; the repository's `dist/` unless said otherwise. */
  dist?: string;
  /** 0 for any free port. Left out: 4173 or the next free one. */
  port?: number;
  /** Address to listen on; 127.0.0.1 unless said otherwise. */
  host?: string;
}

export interface RunningServer {
  /** Ends in a slash. */
  url: string;
  port: number;
  /** Stops listening and cuts open connections, as pulling the plug would. */
  close(): Promise<void>;
}

/**
 * Serves a build with the headers it needs (isolation, content security policy), precompressed files, ETags and
 * ranges. Rejects with a sentence when there is no build or the wanted port is taken.
 */
export async function startServer(options: ServeOptions = {}): Promise<RunningServer> {
  const dist = resolve(options.dist ?? DIST);
  if (!existsSync(join(dist, 'index.html'))) {
    throw new Error(`There is no built app in ${dist}. Run "npm run build" first, or "npm start" for both.`);
  }
  const handler = sirv(dist, {
    // Looks each file up when it is asked for: a build made meanwhile replaces them all.
    dev: true,
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders: (response, path) => {
      response.setHeader('Cache-Control', cacheControl(path));
      // The one type that sirv does not know; with nosniff a missing type is a trap for the next reader.
      if (path.endsWith('.onnx')) response.setHeader('Content-Type', 'application/octet-stream');
    },
    onNoMatch: (_request, response) => sayNotFound(response),
  });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries({ ...securityHeaders.isolation, ...securityHeaders.policy })) {
      response.setHeader(name, value);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    dropOddRange(request);
    handler(request, response);
  });
  const host = options.host ?? '127.0.0.1';
  const port = await listen(server, host, options.port);
  // Browsers treat "localhost" as a secure context whatever it resolves to; a numeric address reads worse.
  const name = host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${port}/`,
    port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** One range from its first byte on is answered; sirv fails on one that ends before it begins, and the rest may get all. */
function dropOddRange({ headers }: IncomingMessage): void {
  const range = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '');
  if (!range || (range[2] && Number(range[2]) < Math.max(1, Number(range[1])))) delete headers.range;
}

function sayNotFound(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Type': 'text/plain;charset=utf-8', 'Cache-Control': 'no-store' });
  response.end('Not found\n');
}

async function listen(server: Server, host: string, wanted: number | undefined): Promise<number> {
  const ports =
    wanted === undefined ? Array.from({ length: PORTS_TO_TRY }, (_, i) => DEFAULT_PORT + i) : [wanted];
  for (const port of ports) {
    if (await tryListen(server, host, port)) return (server.address() as AddressInfo).port;
  }
  throw new Error(
    wanted === undefined
      ? `Ports ${DEFAULT_PORT} to ${DEFAULT_PORT + PORTS_TO_TRY - 1} are all taken. Choose one with PORT=…`
      : `Port ${wanted} is taken. Choose another with PORT=…`,
  );
}

async function tryListen(server: Server, host: string, port: number): Promise<boolean> {
  // Browsers look for "localhost" at ::1 first, where another server may have the same port.
  if (host === '127.0.0.1' && port !== 0 && (await isTaken('::1', port))) return false;
  return new Promise((done, fail) => {
    const onError = (error: NodeJS.ErrnoException): void =>
      error.code === 'EADDRINUSE' ? done(false) : fail(error);
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      done(true);
    });
  });
}

function isTaken(host: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createSocketServer();
    // Without IPv6 nobody is there.
    probe.once('error', (error: NodeJS.ErrnoException) => done(error.code === 'EADDRINUSE'));
    probe.listen(port, host, () => probe.close(() => done(false)));
  });
}

function portFromEnvironment(): number | undefined {
  const text = process.env['PORT'];
  if (!text) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`PORT is "${text}", not a port`);
  return port;
}

async function main(): Promise<void> {
  const port = portFromEnvironment();
  const host = process.env['HOST'];
  const server = await startServer({
    ...(port === undefined ? {} : { port }),
    ...(host ? { host: host === 'localhost' ? '127.0.0.1' : host } : {}),
  });
  console.log(`Plein Air is at ${server.url}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
