import { css, lit, mix, type Rgb } from './light.ts';
import type { MoodSurface } from './mood-picture.ts';

/** A ball of leaves. */
interface Crown {
  x: number;
  y: number;
  radiusX: number;
  radiusY: number;
  /** Length of a leaf stroke in pixels. */
  leaf: number;
  leaves: number;
  albedo: Rgb;
}

/**
 * Dabs a crown leaf by leaf, dark ones below, lit ones towards the light on top. The same `random` stream in
 * every mood gives the same leaves in every light.
 */
export function paintCrown({ mood, context }: MoodSurface, random: () => number, crown: Crown): void {
  for (let leaf = 0; leaf < crown.leaves; leaf++) {
    const share = leaf / crown.leaves;
    const angle = random() * Math.PI * 2;
    const ragged = 0.82 + 0.18 * Math.sin(angle * 5 + crown.x) + 0.1 * (random() - 0.5);
    // Later leaves lie higher and further in: they are the ones on our side of the ball.
    const radius = Math.sqrt(random()) * (1 - 0.25 * share) * ragged;
    const across = Math.cos(angle) * radius;
    const down = Math.sin(angle) * radius;
    const facing = 0.34 + 0.5 * across * mood.side - 0.55 * down * mood.height;
    const exposure = Math.max(0.02, facing * (0.3 + 0.9 * share) + (random() - 0.5) * 0.28);
    const tone = mix(crown.albedo, [196, 190, 92], random() * 0.35);
    context.fillStyle = css(lit(mix([0, 0, 0], tone, 0.55 + 0.45 * share), mood, exposure), 0.9);
    context.beginPath();
    context.ellipse(
      crown.x + across * crown.radiusX,
      crown.y + down * crown.radiusY,
      crown.leaf * (0.6 + random() * 0.6),
      crown.leaf * (0.3 + random() * 0.3),
      random() * Math.PI,
      0,
      Math.PI * 2,
    );
    context.fill();
  }
}

/** A tapering branch from one point to another, bent by `bow` pixels to the side, lit from the mood's side. */
export function paintBranch(
  { mood, context }: MoodSurface,
  random: () => number,
  from: readonly [number, number],
  to: readonly [number, number],
  thickness: number,
  bow: number,
  albedo: Rgb,
): void {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const at = (share: number): readonly [number, number, number] => [
    from[0] + (to[0] - from[0]) * share + bow * Math.sin(share * Math.PI),
    from[1] + (to[1] - from[1]) * share,
    (thickness / 2) * (1 - 0.75 * share),
  ];
  for (let step = 0; step <= length; step += 1.5) {
    const [x, y, radius] = at(step / length);
    context.fillStyle = css(lit(albedo, mood, 0.2));
    context.beginPath();
    context.ellipse(x, y, radius, radius * 0.6 + 1, 0, 0, Math.PI * 2);
    context.fill();
  }
  // Bark: short strokes along the branch, brighter towards the light.
  const lean = Math.atan2(to[1] - from[1], to[0] - from[0]);
  for (let stroke = 0; stroke < length * thickness * 0.06; stroke++) {
    const [x, y, radius] = at(random());
    const across = random() * 2 - 1;
    const exposure = 0.4 + 0.55 * across * mood.side + (random() - 0.5) * 0.5;
    context.fillStyle = css(lit(albedo, mood, Math.max(0, exposure)), 0.55);
    context.beginPath();
    const reach = 3 + thickness * 0.14 * random();
    context.ellipse(x + across * radius * 0.8, y, reach, 1.1, lean, 0, Math.PI * 2);
    context.fill();
  }
}
