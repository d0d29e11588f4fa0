import { vi } from 'vitest';
import type { AppError } from '../../src/shared/errors.ts';
import type { Offline } from '../../src/offline/offline.ts';
import type { NetworkSource } from '../../src/studio/network-source.ts';
import { PainterHost } from '../../src/studio/painter-host.ts';
import type { SessionChoices } from '../../src/studio/session-contract.ts';
import { Session } from '../../src/studio/session.ts';
import type { OpenSource } from '../../src/studio/source-holder.ts';
import type { StudioEvent } from '../../src/studio/state.ts';
import type { StageHost } from '../../src/studio/studio-actions.ts';
import { FIRST_CHOICES } from './session-choices.ts';

/** A source that hands out inputs for ever. */
export function fakeSource(kind: OpenSource['kind']): OpenSource & { inputs: number } {
  const source = {
    kind,
    camera: null,
    mirrorsByDefault: false,
    inputs: 0,
    createInput: async () => {
      source.inputs++;
      const { port1 } = new MessageChannel();
      return { input: { kind: 'port' as const, port: port1 }, transfer: [port1] };
    },
    useNextRung: () => false,
    stop: vi.fn<() => void>(),
  };
  return source;
}

let devices = 0;

/** Networks that were never timed before. */
function freshNetworks() {
  const graph = { sha256: String(devices++).padStart(64, '0').split('').reverse().join('') };
  const network = { gmacAt256: 0.5, paint: graph, style: graph, multiple: 8 };
  return { studio: { ...network, tier: 'studio' }, sketch: { ...network, tier: 'sketch' } };
}

/** A session over fake painters (see fake-painter.ts) in a browser without WebGPU. */
export function makeSession(choice: Partial<SessionChoices> = {}) {
  const choices = { ...FIRST_CHOICES, ...choice };
  const shipped = freshNetworks();
  const networks = {
    shipped,
    entry: async (tier: 'studio' | 'sketch') => shipped[tier],
    paintGraph: async () => new ArrayBuffer(1),
    styleGraph: async () => new ArrayBuffer(1),
  } as unknown as NetworkSource;
  /** The next download fails so, once this resolves. */
  const fail = { next: null as Promise<AppError> | null };
  const offline = {
    firstPaintBytes: () => 2,
    runtime: async () => {
      const failing = fail.next;
      fail.next = null;
      if (failing) throw await failing;
      return {};
    },
  } as unknown as Offline;
  const canvases: { remove: () => void }[] = [];
  const stage = {
    addCanvas: () => {
      const canvas = {
        transferControlToOffscreen: () => ({}),
        remove: () => {
          if (canvases.includes(canvas)) canvases.splice(canvases.indexOf(canvas), 1);
        },
      };
      canvases.push(canvas);
      return canvas;
    },
    settleCanvas: () => void canvases.splice(0, canvases.length - 1),
    clearCanvases: () => void canvases.splice(0),
  } as unknown as StageHost;
  const events: StudioEvent[] = [];
  const host: PainterHost = new PainterHost(networks, offline, (message) => session.receive(message));
  const session: Session = new Session(
    host,
    Promise.resolve({ webgpu: false, software: false }),
    () => choices,
    async () => new Float32Array(2),
    {
      dispatch: (event) => void events.push(event),
      opening: () => undefined,
      changed: () => undefined,
      telemetry: () => undefined,
      painted: () => undefined,
      mended: () => undefined,
      packFailed: () => undefined,
      cameraLost: () => undefined,
    },
  );
  session.attachStage(stage);
  return { session, host, choices, events, canvases, fail };
}
