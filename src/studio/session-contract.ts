import type { AppError } from '../shared/errors.ts';
import type { Aspect, Size } from '../shared/frame-size.ts';
import type { Look, PainterMessage } from '../shared/protocol.ts';
import type { FilePaint } from './restyle-view.ts';
import type { StudioEvent } from './state.ts';
import type { EngineChoice, QualityChoice } from './studio-view.ts';

/** What the session paints with; read anew whenever it matters. */
export interface SessionChoices {
  engine: EngineChoice;
  quality: QualityChoice;
  careful: boolean;
  fixedSize: Size | number | null;
  aspect: Aspect;
  look: Look;
  mirror: boolean;
  /** The picture is held: nothing is painted until it goes on. */
  held: boolean;
  /** As `PainterApi.setWipe`. */
  wipe: number;
  /** How the open video file is painted, instead of `quality` and sizes. */
  file: FilePaint | null;
}

/** What the session tells the studio. */
export interface SessionEvents {
  dispatch(event: StudioEvent): void;
  /** A fresh painter is about to be opened. */
  opening(): void;
  /** Another engine, network or source is in use. */
  changed(): void;
  telemetry(message: PainterMessage & { type: 'telemetry' }): void;
  /** The first picture of a source is painted. */
  painted(): void;
  /** Something was mended or replaced without being asked; `sentence` says what. */
  mended(error: AppError, kind: 'restarted' | 'gave-up-gpu' | 'no-gpu'): void;
  /** The user's own network does not paint; another quality has to. */
  packFailed(error: AppError): void;
  /** The camera went away while it was painted. */
  cameraLost(): void;
}
