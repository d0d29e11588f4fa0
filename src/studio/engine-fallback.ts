import { AppError } from '../shared/errors.ts';
import type { EngineName } from '../shared/protocol.ts';
import { chooseEngine, runtimeVariant, type EnginePossibilities } from '../painter-client/choose-engine.ts';
import type { PainterWish } from './painter-host.ts';
import { RecoveryLimit } from './recovery-limit.ts';
import type { SessionChoices, SessionEvents } from './session-contract.ts';

/**
 * Which painter is wanted, and which one after a failure: the same again, the processor's instead of the GPU's, or none.
 *
 * Whatever is replaced without being asked is told through `mended`; what ends here, the caller has to tell.
 */
export class EngineFallback {
  readonly #possible: Promise<EnginePossibilities>;
  readonly #choices: () => SessionChoices;
  readonly #mended: SessionEvents['mended'];
  readonly #recoveries = new RecoveryLimit();
  #gpuGivenUp = false;

  constructor(
    possible: Promise<EnginePossibilities>,
    choices: () => SessionChoices,
    mended: SessionEvents['mended'],
  ) {
    this.#possible = possible;
    this.#choices = choices;
    this.#mended = mended;
  }

  /** What a painter is wanted for now. */
  async wish(): Promise<PainterWish> {
    const { engine: wanted, careful, fixedSize, file } = this.#choices();
    const quality = file?.tier ?? this.#choices().quality;
    const possible = await this.#possible;
    const engine = this.#gpuGivenUp || careful ? 'ort-wasm' : chooseEngine(wanted, possible);
    if (wanted === 'ort-webgpu' && !possible.webgpu) {
      this.#mended(new AppError('engine-unavailable', 'This browser has no usable WebGPU'), 'no-gpu');
    }
    const variant = runtimeVariant(engine, possible);
    return { engine, variant, quality, careful, sizeIsFixed: fixedSize !== null };
  }

  /** The engine that people's choice comes to here, whatever has failed meanwhile. */
  async chosenEngine(): Promise<EngineName> {
    return chooseEngine(this.#choices().engine, await this.#possible);
  }

  /** The next painter may try the GPU again. */
  retryGpu(): void {
    this.#gpuGivenUp = false;
  }

  /** `engine` could not start. True: the processor paints instead; false: somebody has to act. */
  giveWay(error: AppError, engine: EngineName): boolean {
    const isFatal = error.code !== 'engine-unavailable' && error.code !== 'network-mismatch';
    if (isFatal || engine === 'ort-wasm' || this.#gpuGivenUp) return false;
    this.#gpuGivenUp = true;
    this.#mended(error, 'gave-up-gpu');
    return true;
  }

  /** A painter died or lost its device. True: a fresh one goes on; false: it died too often, and nothing smaller is left. */
  recover(error: AppError, engine: EngineName | undefined): boolean {
    if (this.#recoveries.allow(performance.now())) {
      this.#mended(error, 'restarted');
      return true;
    }
    if (engine !== 'ort-webgpu' || this.#gpuGivenUp) return false;
    this.#gpuGivenUp = true;
    this.#recoveries.reset();
    this.#mended(error, 'gave-up-gpu');
    return true;
  }
}
