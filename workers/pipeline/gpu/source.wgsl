// The source picture and how it lies. What goes before this file says what kind of texture it is:
// `alias SourceTexture = texture_external;` or `alias SourceTexture = texture_2d<f32>;`

@group(0) @binding(0) var source_texture: SourceTexture;
@group(0) @binding(1) var source_sampler: sampler;

// geometry.ts's matrix by columns, from u, v of the picture that is made to x, y of the source, all 0..1;
// the size of the picture that is made in pixels; samples a pixel in each direction.
struct View {
  axis_u: vec2f,
  axis_v: vec2f,
  origin: vec2f,
  size: vec2f,
  taps: vec2f,
}

// Mean colour of the source under one pixel of the picture that is made.
fn source_pixel(view: View, pixel: vec2f) -> vec3f {
  var sum = vec3f(0.0);
  for (var y = 0.5; y < view.taps.y; y += 1.0) {
    for (var x = 0.5; x < view.taps.x; x += 1.0) {
      let uv = (pixel + vec2f(x, y) / view.taps) / view.size;
      let at = view.axis_u * uv.x + view.axis_v * uv.y + view.origin;
      let colour = textureSampleBaseClampToEdge(source_texture, source_sampler, at).rgb;
      // A video's limited range can leave 0..1 a little.
      sum += clamp(colour, vec3f(0.0), vec3f(1.0));
    }
  }
  return sum / (view.taps.x * view.taps.y);
}
