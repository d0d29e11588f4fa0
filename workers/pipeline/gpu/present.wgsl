// painted f32[1,12,h,w] → canvas: unpacked, + 0.5, clamped, enlarged along the source's edges, mixed with the source.

struct Present {
  // Of the canvas.
  @size(48) view: View,
  // Of the painted picture in pixels.
  painted_size: vec2f,
  // Share of the painted picture; at 0 `painted` is not read.
  share: f32,
  // Where the picture is divided, 0..1 of the width: the source before it, the painted picture after it. 0: nowhere.
  wipe: f32,
}

@group(1) @binding(0) var<uniform> present: Present;
@group(1) @binding(1) var<storage, read> painted: array<f32>;
// What was painted from, packed the same way.
@group(1) @binding(2) var<storage, read> prepared: array<f32>;

// How different in luma a neighbour may be to count still: camera noise passes, edges do not.
const LUMA_SPREAD = 0.06;
// How thick the line between source and painting is, of the width, and at least a pixel.
const LINE = 0.003;
// Where no neighbour is like the source, all count by their distance alone.
const LEAST_LIKENESS = 1e-3;

@vertex
fn cover(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  // One triangle over the whole canvas.
  let corner = vec2f(f32(index & 1u), f32(index >> 1u));
  return vec4f(4.0 * corner - 1.0, 0.0, 1.0);
}

fn luma(colour: vec3f) -> f32 {
  return dot(colour, vec3f(0.299, 0.587, 0.114));
}

// Where a painted pixel's red is in a packed tensor.
fn packed_at(pixel: vec2u) -> u32 {
  let packed_size = vec2u(present.painted_size) / 2u;
  let k = (pixel.y & 1u) * 2u + (pixel.x & 1u);
  return (k * packed_size.y + pixel.y / 2u) * packed_size.x + pixel.x / 2u;
}

fn painted_pixel(at: u32, plane: u32) -> vec3f {
  let colour = vec3f(painted[at], painted[at + 4u * plane], painted[at + 8u * plane]);
  return clamp(colour + 0.5, vec3f(0.0), vec3f(1.0));
}

fn prepared_luma(at: u32, plane: u32) -> f32 {
  return luma(vec3f(prepared[at], prepared[at + 4u * plane], prepared[at + 8u * plane]) + 0.5);
}

// Weights of the three pixels around: the quadratic B-spline, smooth where the nearest pixel changes.
fn spline_weights(offset: f32) -> vec3f {
  let before = 0.5 - offset;
  let after = 0.5 + offset;
  return vec3f(0.5 * before * before, 0.75 - offset * offset, 0.5 * after * after);
}

// Joint bilateral upsampling (Kopf et al. 2007): of the painted pixels around, those count whose source is like the
// source here, so silhouettes are as sharp as the camera's.
fn painted_colour(pixel: vec2f, source: vec3f) -> vec3f {
  let size = vec2i(present.painted_size);
  let plane = u32(size.x * size.y) / 4u;
  if (all(present.view.size == present.painted_size)) {
    return painted_pixel(packed_at(vec2u(pixel)), plane);
  }
  let at = (pixel + 0.5) * present.painted_size / present.view.size - 0.5;
  let nearest = round(at);
  let weights_x = spline_weights(at.x - nearest.x);
  let weights_y = spline_weights(at.y - nearest.y);
  let guide = luma(source);
  var sum = vec4f(0.0);
  for (var y = 0; y < 3; y++) {
    for (var x = 0; x < 3; x++) {
      let tap = packed_at(vec2u(clamp(vec2i(nearest) + vec2i(x, y) - 1, vec2i(0), size - 1)));
      let difference = (prepared_luma(tap, plane) - guide) / LUMA_SPREAD;
      let likeness = exp(-0.5 * difference * difference) + LEAST_LIKENESS;
      sum += weights_x[x] * weights_y[y] * likeness * vec4f(painted_pixel(tap, plane), 1.0);
    }
  }
  return sum.rgb / sum.a;
}

@fragment
fn present_pixel(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let pixel = floor(position.xy);
  let divided_at = round(present.wipe * present.view.size.x);
  let line = max(1.0, round(LINE * present.view.size.x));
  if (present.wipe > 0.0 && pixel.x >= divided_at && pixel.x < divided_at + line) {
    return vec4f(1.0);
  }
  let share = select(present.share, 0.0, pixel.x < divided_at);
  let enlarged = any(present.view.size != present.painted_size);
  var source = vec3f(0.0);
  if (share < 1.0 || enlarged) {
    source = source_pixel(present.view, pixel);
  }
  var colour = (1.0 - share) * source;
  if (share > 0.0) {
    colour += share * painted_colour(pixel, source);
  }
  return vec4f(colour, 1.0);
}
