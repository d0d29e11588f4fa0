// strength · grain → the grain channels of f32[1,C,h,w], from channel `first` on, tiled from the top left corner.

struct Grain {
  // Of the frame in packed pixels.
  size: vec2u,
  first: u32,
  channels: u32,
  side: u32,
  strength: f32,
}

@group(0) @binding(0) var<uniform> grain: Grain;
@group(0) @binding(1) var<storage, read> field: array<f32>;
@group(0) @binding(2) var<storage, read_write> frame: array<f32>;

@compute @workgroup_size(8, 8)
fn write_grain(@builtin(global_invocation_id) id: vec3u) {
  if (any(id.xy >= grain.size)) {
    return;
  }
  let plane = grain.size.x * grain.size.y;
  let to = grain.first * plane + id.y * grain.size.x + id.x;
  let tile = id.xy % vec2u(grain.side);
  let field_at = tile.y * grain.side + tile.x;
  for (var channel = 0u; channel < grain.channels; channel++) {
    let value = field[channel * grain.side * grain.side + field_at];
    frame[to + channel * plane] = grain.strength * value;
  }
}
