import { html, type TemplateResult } from 'lit';
import type { DropUse, Intake } from './picture-intake.ts';

/** The two hidden fields whose clicks open the device's dialogs for files. What is chosen there goes to `intake`. */
export function fileFields(intake: Intake): TemplateResult {
  return html`<input
      class="media-file"
      type="file"
      accept="image/*,video/*"
      hidden
      @change=${(event: Event) => take(event, intake, 'file')}
    />
    <input
      class="painting-file"
      type="file"
      accept="image/*"
      hidden
      @change=${(event: Event) => take(event, intake, 'painting')}
    />`;
}

/** The field is emptied so that the same file can be chosen again. */
function take({ target }: Event, intake: Intake, use: DropUse): void {
  const field = target as HTMLInputElement;
  const file = field.files?.[0];
  field.value = '';
  if (file) intake[use](file);
}
