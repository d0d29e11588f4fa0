/** Made at build time by scripts/build/runtime-digests.ts. */
declare module 'virtual:runtime-digests' {
  export const runtimeDigests: Record<'jspi' | 'plain', { bytes: number; sha256: string }>;
}
