// Source picture → channels 0..11 of f32[1,C,h,w], value − 0.5: one invocation a packed pixel.
// Channel = colour·4 + dy·2 + dx, as pack.ts has it. What the frame holds is the picture before: where the new one
// differs from it by no more than noise, a running mean is made (steady.ts).

struct Preparing {
  view: View,
  // The new picture's share where nothing moves; 1: no mean is made.
  least_share: f32,
  // Root mean square of a packed pixel's changes: up to the first it is noise, from the second on motion.
  still_rms: f32,
  moving_rms: f32,
}

@group(1) @binding(0) var<uniform> preparing: Preparing;
@group(1) @binding(1) var<storage, read_write> frame: array<f32>;

@compute @workgroup_size(8, 8)
fn prepare(@builtin(global_invocation_id) id: vec3u) {
  let packed_size = vec2u(preparing.view.size) / 2u;
  if (any(id.xy >= packed_size)) {
    return;
  }
  let plane = packed_size.x * packed_size.y;
  let at = id.y * packed_size.x + id.x;
  var colours: array<vec3f, 4>;
  var squares = 0.0;
  for (var k = 0u; k < 4u; k++) {
    let pixel = 2u * id.xy + vec2u(k & 1u, k >> 1u);
    colours[k] = source_pixel(preparing.view, vec2f(pixel)) - 0.5;
    let change = colours[k] - colour_before(at + k * plane, plane);
    squares += dot(change, change);
  }
  let motion = smoothstep(preparing.still_rms, preparing.moving_rms, sqrt(squares / 12.0));
  let share = mix(preparing.least_share, 1.0, motion);
  for (var k = 0u; k < 4u; k++) {
    let first = at + k * plane;
    var colour = colours[k];
    // What was before a first picture may be no number, and 0 times that is none either.
    if (share < 1.0) {
      colour = mix(colour_before(first, plane), colour, share);
    }
    frame[first] = colour.r;
    frame[first + 4u * plane] = colour.g;
    frame[first + 8u * plane] = colour.b;
  }
}

// Red lies at `first`, green and blue four channels apart.
fn colour_before(first: u32, plane: u32) -> vec3f {
  return vec3f(frame[first], frame[first + 4u * plane], frame[first + 8u * plane]);
}
