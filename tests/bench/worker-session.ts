import type { CDPSession, Page } from 'playwright';

/** The debugger's view of one worker. */
export interface WorkerSession {
  /** Calls a method of the DevTools protocol in the worker. */
  send(method: string, params?: object): Promise<unknown>;
  detach(): Promise<void>;
}

interface Reply {
  id?: number;
  result?: unknown;
  error?: { message: string };
}

/**
 * Attaches to the page's first worker whose URL holds `name`.
 *
 * Playwright gives no protocol session for workers, so their messages travel inside the page's session.
 */
export async function attachToWorker(page: Page, name: string): Promise<WorkerSession> {
  const session = await page.context().newCDPSession(page);
  const sessionId = await findWorker(session, name);
  const waiting = new Map<number, (reply: Reply) => void>();
  session.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    const reply = JSON.parse(event.message) as Reply;
    if (reply.id === undefined) return;
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  let lastId = 0;
  return {
    async send(method, params = {}) {
      const id = ++lastId;
      const replied = new Promise<Reply>((done) => waiting.set(id, done));
      const message = JSON.stringify({ id, method, params });
      await session.send('Target.sendMessageToTarget', { sessionId, message });
      const { result, error } = await replied;
      if (error) throw new Error(`${method}: ${error.message}`);
      return result;
    },
    detach: () => session.detach(),
  };
}

async function findWorker(session: CDPSession, name: string): Promise<string> {
  const found = new Promise<string>((done) => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker' && targetInfo.url.includes(name)) done(sessionId);
    });
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  return found;
}
