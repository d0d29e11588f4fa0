import { describe, expect, it } from 'vitest';
import type { EnginePossibilities } from '../../src/painter-client/choose-engine.ts';
import { AppError } from '../../src/shared/errors.ts';
import { EngineFallback } from '../../src/studio/engine-fallback.ts';
import type { SessionChoices } from '../../src/studio/session-contract.ts';
import { FIRST_CHOICES } from '../helpers/session-choices.ts';

const GPU: EnginePossibilities = { webgpu: true, software: false };
const NO_GPU: EnginePossibilities = { webgpu: false, software: false };
const LOST = new AppError('device-lost', 'The graphics processor was lost');
const NO_ENGINE = new AppError('engine-unavailable', 'There is no adapter');

function make(possible: EnginePossibilities, choice: Partial<SessionChoices> = {}) {
  const choices = { ...FIRST_CHOICES, ...choice };
  const mended: string[] = [];
  const fallback = new EngineFallback(
    Promise.resolve(possible),
    () => choices,
    (_, kind) => mended.push(kind),
  );
  return { fallback, mended };
}

describe('EngineFallback', () => {
  it('wants the GPU where there is one, unless the last starts crashed', async () => {
    expect((await make(GPU).fallback.wish()).engine).toBe('ort-webgpu');
    expect((await make(GPU, { careful: true }).fallback.wish()).engine).toBe('ort-wasm');
    expect((await make(NO_GPU).fallback.wish()).engine).toBe('ort-wasm');
  });

  it('says so where a GPU was asked for and there is none', async () => {
    const { fallback, mended } = make(NO_GPU, { engine: 'ort-webgpu' });
    expect((await fallback.wish()).engine).toBe('ort-wasm');
    expect(mended).toEqual(['no-gpu']);
  });

  it('gives way to the processor once, and only for what another engine can mend', async () => {
    const { fallback, mended } = make(GPU);
    expect(fallback.giveWay(new AppError('asset-unreachable', ''), 'ort-webgpu')).toBe(false);
    expect(fallback.giveWay(NO_ENGINE, 'ort-webgpu')).toBe(true);
    expect((await fallback.wish()).engine).toBe('ort-wasm');
    expect(fallback.giveWay(NO_ENGINE, 'ort-webgpu')).toBe(false);
    expect(mended).toEqual(['gave-up-gpu']);
    fallback.retryGpu();
    expect((await fallback.wish()).engine).toBe('ort-webgpu');
  });

  it('starts a dying painter again three times in a while, then leaves the GPU, then gives up', () => {
    const { fallback, mended } = make(GPU);
    const die = (engine: 'ort-webgpu' | 'ort-wasm') => fallback.recover(LOST, engine);
    for (let i = 0; i < 4; i++) expect(die('ort-webgpu')).toBe(true);
    expect(mended).toEqual(['restarted', 'restarted', 'restarted', 'gave-up-gpu']);
    for (let i = 0; i < 3; i++) expect(die('ort-wasm')).toBe(true);
    expect(die('ort-wasm')).toBe(false);
  });
});
