import { transferHandlers } from 'comlink';
import { AppError, type AppErrorCode, asAppError } from './errors.ts';

interface ThrownOnTheWire {
  code: AppErrorCode;
  message: string;
  stack: string | undefined;
}

interface Thrown {
  value: unknown;
}

/**
 * Lets `AppError` cross Comlink whole: its own handler keeps name, message and stack only, so `code` is lost.
 *
 * Both threads call it once before the first `wrap` or `expose`.
 */
export function installErrorTransfer(): void {
  const original = transferHandlers.get('throw');
  if (!original) throw new Error('Comlink has no throw handler to replace');
  transferHandlers.set('throw', {
    canHandle: (value): value is Thrown => original.canHandle(value),
    serialize: (thrown: Thrown) => {
      const error = asAppError(thrown.value);
      const wire: ThrownOnTheWire = { code: error.code, message: error.message, stack: error.stack };
      return [wire, []];
    },
    deserialize: (wire: ThrownOnTheWire): never => {
      const error = new AppError(wire.code, wire.message);
      if (wire.stack) error.stack = wire.stack;
      throw error;
    },
  });
}
