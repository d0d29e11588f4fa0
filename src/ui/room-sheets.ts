import { html, nothing, type TemplateResult } from 'lit';
import './pa-sheet.ts';
import { CLIP_WORDS } from './recording-words.ts';
import { noticesOf, type Room } from './room.ts';
import { tell } from './ui-events.ts';
import { WORDS } from './words.ts';

/** All paintings, as a panel or in a sheet. */
export function gallery({ view }: Room, inSheet: boolean): TemplateResult {
  return html`<pa-gallery
    .paintings=${view.paintings}
    .paintingId=${view.paintingId}
    .measuring=${view.measuring}
    .inSheet=${inSheet}
  ></pa-gallery>`;
}

/** The sheets; at most one of them is open. */
export function sheets(room: Room): TemplateResult {
  const { view } = room;
  const { restyle } = view;
  const quality = restyle?.tier ?? view.quality;
  const qualityFixed = restyle !== null && restyle.state !== 'ready';
  return html`${
      room.sheet === 'gallery'
        ? html`<pa-sheet
            heading=${WORDS.gallery}
            placement="full"
            .open=${true}
            @closed=${(event: Event) => tell(event.target!, 'sheet-closed', { sheet: 'gallery' })}
            >${gallery(room, true)}${noticesOf(room)}</pa-sheet
          >`
        : nothing
    }
    <pa-look-sheet
      .open=${room.sheet === 'look'}
      .look=${view.look}
      .quality=${quality}
      .ofVideo=${restyle !== null}
      .qualityFixed=${qualityFixed}
      .hasPack=${view.pack !== null}
      .shape=${view.aspect}
      .engine=${view.engineChoice}
      .mirror=${view.mirror}
      .wipe=${view.wipe > 0}
      .fill=${room.fill}
      .recording=${view.recording}
      .snapshotType=${view.snapshotType}
      .soundLevel=${room.ask.soundLevel}
    ></pa-look-sheet>
    <pa-more
      .open=${room.sheet === 'more'}
      .source=${view.source}
      .cameras=${view.cameras}
      .cameraId=${view.cameraId}
      .mirror=${view.mirror}
      .canFill=${document.fullscreenEnabled}
      .fullscreen=${room.fullscreen}
      .statsOpen=${view.statsOpen}
      .canInstall=${view.canInstall}
      .offline=${view.offline}
      .clipCount=${view.clips.length}
    ></pa-more>
    ${
      room.sheet === 'clips'
        ? html`<pa-sheet
            class="clips"
            heading=${CLIP_WORDS.clips}
            placement="middle"
            .open=${true}
            @closed=${(event: Event) => tell(event.target!, 'sheet-closed', { sheet: 'clips' })}
            ><pa-clips
              .clips=${view.clips}
              .job=${view.clipJob}
              .storage=${view.storage}
              .ask=${room.ask}
              .notices=${room.notices}
            ></pa-clips
          ></pa-sheet>`
        : nothing
    }
    ${
      room.sheet === 'pack'
        ? html`<pa-sheet
            class="pack"
            heading=${WORDS.pack}
            placement="middle"
            .open=${true}
            @closed=${(event: Event) => tell(event.target!, 'sheet-closed', { sheet: 'pack' })}
            >${noticesOf(room)}<pa-pack
              .pack=${view.pack}
              .progress=${view.packProgress}
              .quality=${quality}
              .ofVideo=${restyle !== null}
              .qualityFixed=${qualityFixed}
            ></pa-pack
          ></pa-sheet>`
        : nothing
    }
    <pa-shortcuts .open=${room.sheet === 'keys'} .shortcutsOn=${view.shortcutsOn}></pa-shortcuts>
    <pa-about .open=${room.sheet === 'about'}></pa-about>`;
}
