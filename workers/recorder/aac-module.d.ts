/** Made by scripts/build/aac-module.ts: libavcodec's AAC encoder in WebAssembly, with the functions of its bridge.c. */
declare module 'virtual:aac-module' {
  /** Addresses are of bytes in `HEAPU8`, which is another array whenever the memory has grown. */
  export interface AacModule {
    readonly HEAPU8: Uint8Array<ArrayBuffer>;
    /** Returns 0 where that format cannot be encoded. */
    _init_encoder(channels: number, sampleRate: number, bitRate: number): number;
    /** Samples a channel in each packet. */
    _get_encoder_frame_size(encoder: number): number;
    _get_encoder_extradata(encoder: number): number;
    _get_encoder_extradata_size(encoder: number): number;
    /** Where to write interleaved f32 samples; 0 where there is no memory. */
    _get_encode_input_ptr(encoder: number, bytes: number): number;
    /** Negative where it failed. `pts` counts samples. */
    _send_frame(encoder: number, pts: bigint): number;
    /** Bytes of the next packet; 0 for none yet. */
    _receive_packet(encoder: number): number;
    _flush_encoder_start(encoder: number): void;
    _reset_encoder(encoder: number): void;
    _get_encoded_data(encoder: number): number;
    _get_encoded_pts(encoder: number): bigint;
    _get_encoded_duration(encoder: number): number;
    _close_encoder(encoder: number): void;
  }
  export default function createModule(): Promise<AacModule>;
}
