import type { Size } from '../shared/frame-size.ts';

/** Where a picture of that shape lies on the stage, CSS pixels; as pa-stage's styles place its canvas. */
export function placeOfPicture(
  picture: Size,
  stage: Size,
  fit: 'fill' | 'fit',
): { left: number; top: number } & Size {
  const scales = [stage.width / picture.width, stage.height / picture.height];
  const scale = fit === 'fill' ? Math.max(...scales) : Math.min(...scales);
  const width = picture.width * scale;
  const height = picture.height * scale;
  const share = fit === 'fill' ? 0.5 : 0.4;
  return {
    left: (stage.width - width) / 2,
    top: Math.max(0, (stage.height - height) * share),
    width,
    height: Math.min(height, stage.height),
  };
}
