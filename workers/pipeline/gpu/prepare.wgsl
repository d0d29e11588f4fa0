// Source picture → channels 0..11 of f32[1,C,h,w], value − 0.5: one invocation a packed pixel.
// Channel = colour·4 + dy·2 + dx, as pack.ts has it.

@group(1) @binding(0) var<uniform> view: View;
@group(1) @binding(1) var<storage, read_write> frame: array<f32>;

@compute @workgroup_size(8, 8)
fn prepare(@builtin(global_invocation_id) id: vec3u) {
  let packed_size = vec2u(view.size) / 2u;
  if (any(id.xy >= packed_size)) {
    return;
  }
  let plane = packed_size.x * packed_size.y;
  let at = id.y * packed_size.x + id.x;
  for (var k = 0u; k < 4u; k++) {
    let pixel = 2u * id.xy + vec2u(k & 1u, k >> 1u);
    let colour = source_pixel(view, vec2f(pixel)) - 0.5;
    frame[at + k * plane] = colour.r;
    frame[at + (4u + k) * plane] = colour.g;
    frame[at + (8u + k) * plane] = colour.b;
  }
}
