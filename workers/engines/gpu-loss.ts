import { AppError, asAppError } from '../../src/shared/errors.ts';
import type { OpenedDevice } from './gpu-device.ts';

/** Throws `device-lost` where the device is gone. */
export function failIfLost(opened: OpenedDevice): void {
  if (opened.isLost) throw new AppError('device-lost', 'The graphics processor was lost');
}

/** Whatever fails once the device is gone, fails because of that: rejects with `device-lost`, else as `work` does. */
export async function blameLoss<T>(opened: OpenedDevice, work: () => Promise<T>): Promise<T> {
  failIfLost(opened);
  try {
    return await work();
  } catch (error) {
    failIfLost(opened);
    throw asAppError(error);
  }
}
