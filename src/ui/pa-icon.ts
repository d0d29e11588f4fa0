import { LitElement, css } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  Activity,
  Camera,
  CameraOff,
  Check,
  ChevronLeft,
  ChevronRight,
  CircleAlert,
  Columns2,
  Download,
  Ellipsis,
  FileCheck,
  Film,
  FlipHorizontal2,
  FolderDown,
  Image,
  ImagePlus,
  Info,
  Keyboard,
  LayoutGrid,
  Maximize,
  Minimize,
  Mountain,
  Network,
  Paintbrush,
  PanelRight,
  Pause,
  Pencil,
  Play,
  Power,
  Scissors,
  Search,
  Share2,
  SlidersHorizontal,
  SwitchCamera,
  Trash,
  TriangleAlert,
  X,
  createElement,
} from 'lucide';

const ICONS = {
  about: Info,
  'add-picture': ImagePlus,
  alert: CircleAlert,
  camera: Camera,
  'camera-off': CameraOff,
  check: Check,
  clips: Film,
  close: X,
  compare: Columns2,
  compatible: FileCheck,
  earlier: ChevronLeft,
  fullscreen: Maximize,
  'fullscreen-off': Minimize,
  gallery: LayoutGrid,
  hold: Pause,
  install: Download,
  keys: Keyboard,
  later: ChevronRight,
  look: SlidersHorizontal,
  mirror: FlipHorizontal2,
  more: Ellipsis,
  network: Network,
  panel: PanelRight,
  photo: Image,
  remove: Trash,
  rename: Pencil,
  restyle: Paintbrush,
  resume: Play,
  'save-as': FolderDown,
  scene: Mountain,
  search: Search,
  share: Share2,
  stats: Activity,
  stop: Power,
  'switch-camera': SwitchCamera,
  trim: Scissors,
  warning: TriangleAlert,
};

export type IconName = keyof typeof ICONS;

/** One Lucide icon, drawn inline. Decoration: the control around it carries the name. */
@customElement('pa-icon')
export class PaIcon extends LitElement {
  static override styles = css`
    :host {
      display: inline-grid;
      flex: none;
    }
    svg {
      display: block;
      width: 1.25rem;
      height: 1.25rem;
      fill: var(--icon-fill, none);
    }
    :host([large]) svg {
      width: 2rem;
      height: 2rem;
    }
  `;

  @property() name: IconName = 'about';

  override render(): SVGElement {
    return createElement(ICONS[this.name], { 'stroke-width': 1.75, 'aria-hidden': 'true' });
  }
}
