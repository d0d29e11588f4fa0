import { AppError } from '../../src/shared/errors.ts';

/** The job's result. Rejects with `recording-failed` where it takes longer than `mostMs`. */
export async function inTime<T>(job: Promise<T>, mostMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isLate = new Promise<never>((_, reject) => {
    const late = new AppError(
      'recording-failed',
      `The recorder was not done within ${mostMs / 1000} seconds`,
    );
    timer = setTimeout(() => reject(late), mostMs);
  });
  try {
    return await Promise.race([job, isLate]);
  } finally {
    clearTimeout(timer);
  }
}
