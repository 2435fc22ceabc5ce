/** How large a figure may be; every one is a setting. */
export interface FigureLimits {
  /** Bytes of the file. */
  readonly fileBytes: number;
  /** Width × height. */
  readonly pixels: number;
  /** Bytes of the decoded image: width × height × channels × bytes per sample. */
  readonly decodedBytes: number;
}

const MiB = 1024 * 1024;

/** Chosen so that the decoded image and two working copies fit into the sandbox's default memory (1.5 GiB). */
export const DEFAULT_FIGURE_LIMITS: FigureLimits = {
  fileBytes: 512 * MiB,
  pixels: 100_000_000,
  decodedBytes: 512 * MiB,
};
