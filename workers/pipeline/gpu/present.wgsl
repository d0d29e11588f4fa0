// painted f32[1,12,h,w] → canvas: unpacked, + 0.5, clamped, enlarged, mixed with the source picture.

struct Present {
  // Of the canvas.
  @size(48) view: View,
  // Of the painted picture in pixels.
  painted_size: vec2f,
  // Share of the painted picture; at 0 `painted` is not read.
  share: f32,
}

@group(1) @binding(0) var<uniform> present: Present;
@group(1) @binding(1) var<storage, read> painted: array<f32>;

@vertex
fn cover(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  // One triangle over the whole canvas.
  let corner = vec2f(f32(index & 1u), f32(index >> 1u));
  return vec4f(4.0 * corner - 1.0, 0.0, 1.0);
}

fn painted_pixel(pixel: vec2i) -> vec3f {
  let size = vec2i(present.painted_size);
  let inside = vec2u(clamp(pixel, vec2i(0), size - 1));
  let packed_size = vec2u(size) / 2u;
  let plane = packed_size.x * packed_size.y;
  let k = (inside.y & 1u) * 2u + (inside.x & 1u);
  let at = k * plane + (inside.y / 2u) * packed_size.x + inside.x / 2u;
  let colour = vec3f(painted[at], painted[at + 4u * plane], painted[at + 8u * plane]);
  return clamp(colour + 0.5, vec3f(0.0), vec3f(1.0));
}

// Catmull–Rom weights of the four pixels around, `t` from the second to the third.
fn cubic_weights(t: f32) -> vec4f {
  let t2 = t * t;
  let t3 = t2 * t;
  return 0.5 * vec4f(
    -t3 + 2.0 * t2 - t,
    3.0 * t3 - 5.0 * t2 + 2.0,
    -3.0 * t3 + 4.0 * t2 + t,
    t3 - t2,
  );
}

fn painted_colour(pixel: vec2f) -> vec3f {
  if (all(present.view.size == present.painted_size)) {
    return painted_pixel(vec2i(pixel));
  }
  let at = (pixel + 0.5) * present.painted_size / present.view.size - 0.5;
  let base = floor(at);
  let weights_x = cubic_weights(at.x - base.x);
  let weights_y = cubic_weights(at.y - base.y);
  var sum = vec3f(0.0);
  for (var y = 0; y < 4; y++) {
    for (var x = 0; x < 4; x++) {
      sum += weights_x[x] * weights_y[y] * painted_pixel(vec2i(base) + vec2i(x, y) - 1);
    }
  }
  return clamp(sum, vec3f(0.0), vec3f(1.0));
}

@fragment
fn present_pixel(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let pixel = floor(position.xy);
  var colour = vec3f(0.0);
  if (present.share > 0.0) {
    colour = present.share * painted_colour(pixel);
  }
  if (present.share < 1.0) {
    colour += (1.0 - present.share) * source_pixel(present.view, pixel);
  }
  return vec4f(colour, 1.0);
}
