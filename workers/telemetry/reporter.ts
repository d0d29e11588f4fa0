import type { AppError } from '../../src/shared/errors.ts';
import type { PainterMessage, Telemetry } from '../../src/shared/protocol.ts';

const SNAPSHOT_EVERY_MS = 250;

/** Posts a telemetry snapshot four times a second, and at once what cannot wait. */
export class Reporter {
  readonly #port: MessagePort;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(port: MessagePort, snapshot: () => Telemetry) {
    this.#port = port;
    this.#timer = setInterval(() => this.post(snapshot()), SNAPSHOT_EVERY_MS);
  }

  post(message: PainterMessage): void {
    this.#port.postMessage(message);
  }

  fail(error: AppError): void {
    this.post({ type: 'failure', code: error.code, message: error.message });
  }

  close(): void {
    clearInterval(this.#timer);
    this.#port.close();
  }
}
