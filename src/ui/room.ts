import { html, nothing, type TemplateResult } from 'lit';
import type { Size } from '../shared/frame-size.ts';
import type { StudioActions } from '../studio/studio-actions.ts';
import type { Notice, PaintingView, StudioView } from '../studio/studio-view.ts';
import type { ClipQuestions } from './clip-questions.ts';
import type { Layout } from './layout-controller.ts';
import './pa-announcer.ts';
import './pa-caption.ts';
import './pa-compare-button.ts';
import './pa-corner.ts';
import './pa-failure.ts';
import './pa-first-screen.ts';
import './pa-hold-button.ts';
import './pa-notices.ts';
import './pa-permission.ts';
import './pa-progress-line.ts';
import './pa-shutter-bar.ts';
import './pa-slider.ts';
import './pa-status-pill.ts';
import './pa-still.ts';
import './pa-strip.ts';
import { videoControls } from './video-controls.ts';
import { tell, type SheetName } from './ui-events.ts';
import { WORDS, statusWords } from './words.ts';

/** What the templates of the room are filled from: the studio's view, and what only the interface knows. */
export interface Room {
  view: StudioView;
  /** What elements ask for themselves, since the answer is no part of the view. */
  ask: Pick<StudioActions, 'soundLevel'> & ClipQuestions;
  layout: Layout;
  /** A source is there, so there is something to choose a painting for. */
  running: boolean;
  /** Something has been painted that is still to be seen. */
  hasPicture: boolean;
  /** … and it is no bare source. */
  hasPainting: boolean;
  /** The chosen painting. */
  painting: PaintingView | undefined;
  notices: readonly Notice[];
  sheet: SheetName | null;
  panelOpen: boolean;
  /** The picture fills the stage. */
  fill: boolean;
  /** Shape of the last picture. */
  pictureSize: Size;
  fullscreen: boolean;
}

/** Sheets that show notices themselves: they cover the others. */
const HAS_NOTICES: ReadonlySet<SheetName | null> = new Set(['gallery', 'clips', 'pack'] as const);

/** Everything that lies over the stage. */
export function overStage(room: Room): TemplateResult {
  const { view, layout, running, hasPicture } = room;
  // Until the scene is painted for the first time, the still is what it will look like.
  const awaitsScene = view.state.name === 'downloading' && view.source === 'scene' && !room.hasPainting;
  const showsStill = view.state.name === 'idle' || (!running && !hasPicture) || awaitsScene;
  return html`${showsStill ? html`<pa-still class="cover"></pa-still>` : nothing}
    ${
      view.state.name === 'downloading'
        ? html`<pa-progress-line
            .loadedBytes=${view.state.loadedBytes}
            .totalBytes=${view.state.totalBytes}
          ></pa-progress-line>`
        : nothing
    }
    ${view.state.name === 'idle' ? html`<pa-first-screen class="cover"></pa-first-screen>` : nothing}
    ${view.state.name === 'asking' ? html`<pa-permission class="cover"></pa-permission>` : nothing}
    ${
      view.state.name === 'failed'
        ? html`<pa-failure class="cover" .error=${view.state.error} .overPicture=${hasPicture}></pa-failure>`
        : nothing
    }
    ${
      view.wipe > 0 && running
        ? html`<pa-wipe
            .at=${view.wipe}
            .picture=${view.telemetry?.size ?? room.pictureSize}
            .fill=${room.fill}
          ></pa-wipe>`
        : nothing
    }
    <pa-countdown class="cover" .left=${view.recording.countdown}></pa-countdown>
    <div class="top">
      <pa-status-pill
        .parts=${statusWords(view, layout !== 'wide')}
        .recording=${view.recording.state}
      ></pa-status-pill>
      <pa-corner
        .layout=${layout}
        .canSwitch=${running && view.source === 'camera' && view.cameras.length > 1}
        .canFill=${document.fullscreenEnabled}
        .fullscreen=${room.fullscreen}
        .panelOpen=${room.panelOpen}
        .sheet=${room.sheet}
        .news=${view.updateReady}
        .recording=${isRecording(view)}
      ></pa-corner>
    </div>
    <div class="under-top">
      ${
        view.statsOpen
          ? html`<pa-stats .telemetry=${view.telemetry} .engine=${view.engine}></pa-stats>`
          : nothing
      }
      ${HAS_NOTICES.has(room.sheet) ? nothing : noticesOf(room)}
    </div>
    ${running || isRecording(view) ? controls(room) : nothing}
    <pa-clip-toast
      .clips=${view.clips}
      .recording=${isPaintingVideo(view) ? 'on' : view.recording.state}
      .clipFile=${room.ask.clipFile}
      ?hidden=${room.sheet === 'clips'}
    ></pa-clip-toast>
    <pa-announcer .view=${view}></pa-announcer>`;
}

const isRecording = (view: StudioView): boolean => view.recording.state !== 'off';

const isPaintingVideo = ({ restyle }: StudioView): boolean => restyle !== null && restyle.state !== 'ready';

/** The bars under the picture (or beside it), and the strip of paintings where there is no panel. */
function controls(room: Room): TemplateResult {
  const { view, layout } = room;
  const held = view.state.name === 'paused' && view.state.reason === 'held';
  const recording = isRecording(view);
  if (view.restyle) return videoControls(room);
  const caption = html`<pa-caption .painting=${room.painting}></pa-caption>`;
  const bar = html`<pa-shutter-bar
    .layout=${layout}
    .alpha=${view.look.alpha}
    .held=${held}
    .comparing=${view.comparing}
    .snapping=${view.snapping}
    .recording=${view.recording}
    .canRecord=${view.state.name === 'painting'}
    .clips=${view.clips}
    .sheet=${room.sheet}
  ></pa-shutter-bar>`;
  const strip = html`<pa-strip
    .paintings=${view.paintings}
    .paintingId=${view.paintingId}
    .vertical=${layout === 'column'}
  ></pa-strip>`;
  switch (layout) {
    case 'wide':
      return html`<div class="bottom">${caption}${bar}</div>`;
    case 'phone':
      return html`<div class="bottom">${caption}${strip}${bar}</div>`;
    case 'column':
      return html`<div class="foot">
          ${caption}${
            recording ? nothing : html`<pa-compare-button .comparing=${view.comparing}></pa-compare-button>`
          }<pa-slider
            label=${WORDS.strength}
            layout="bare"
            .value=${view.look.alpha}
            @slid=${(event: CustomEvent<number>) =>
              tell(event.target!, 'look-changed', { alpha: event.detail })}
          ></pa-slider
          >${recording && !held ? nothing : html`<pa-hold-button .held=${held}></pa-hold-button>`}
        </div>
        <div class="side">${strip}${bar}</div>`;
  }
}

/** The notices, wherever they have to be to be seen. In one place at a time: each stack dismisses by clocks of its own. */
export function noticesOf(room: Room): TemplateResult {
  return html`<pa-notices .notices=${room.notices}></pa-notices>`;
}
