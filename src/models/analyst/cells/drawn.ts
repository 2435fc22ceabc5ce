/**
 * From this share of pixels that equal the one below them a figure counts as drawn. Measured on library charts (0.81 and
 * more) and on micrographs of nuclei, blood and particles (0.55 and less).
 */
export const DRAWN = 0.6;
