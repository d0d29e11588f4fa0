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
  return html`${modal(room, 'gallery', WORDS.gallery, 'full', () => html`${gallery(room, true)}${noticesOf(room)}`)}
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
    ${modal(
      room,
      'clips',
      CLIP_WORDS.clips,
      'middle',
      () =>
        html`<pa-clips
          .clips=${view.clips}
          .job=${view.clipJob}
          .storage=${view.storage}
          .ask=${room.ask}
          .notices=${room.notices}
        ></pa-clips>`,
    )}
    ${modal(
      room,
      'pack',
      WORDS.pack,
      'middle',
      () =>
        html`${noticesOf(room)}<pa-pack
            .pack=${view.pack}
            .progress=${view.packProgress}
            .quality=${quality}
            .ofVideo=${restyle !== null}
            .qualityFixed=${qualityFixed}
          ></pa-pack>`,
    )}
    <pa-shortcuts .open=${room.sheet === 'keys'} .shortcutsOn=${view.shortcutsOn}></pa-shortcuts>
    <pa-about .open=${room.sheet === 'about'}></pa-about>`;
}

/** A sheet over everything. It stays when it is closed: a dialog taken out of the page gives the focus back to nobody. */
function modal(
  room: Room,
  name: 'gallery' | 'clips' | 'pack',
  heading: string,
  placement: 'middle' | 'full',
  content: () => TemplateResult,
): TemplateResult {
  const open = room.sheet === name;
  return html`<pa-sheet
    class=${name}
    heading=${heading}
    placement=${placement}
    .open=${open}
    @closed=${(event: Event) => tell(event.target!, 'sheet-closed', { sheet: name })}
    >${open ? content() : nothing}</pa-sheet
  >`;
}
