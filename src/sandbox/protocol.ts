import * as z from 'zod';
import type { Frame } from '../figures/frame.ts';
import type { ImageConvention } from '../reasoning/profiles/profile.ts';
import { isPlainPng } from './png.ts';

/**
 * Messages between the host and the sandbox process. Everything that comes from the process is checked with these
 * schemas: after a cell has run, nothing the process says can be trusted.
 */

const bytes = z.instanceof(Uint8Array);
const text = (length: number) => z.string().max(length);
const size = z.number().int().positive().max(100_000);

/** Longest stdout or stderr the host takes from one cell, whatever its limits say. */
const MAX_OUTPUT = 64 * 1024 * 1024;

const frame = z.object({
  figure: text(100),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  scale: z.number().positive(),
});

/** Bytes of one image; a larger one has more pixels than any limit allows. */
const MAX_PNG_BYTES = 64 * 1024 * 1024;

export const shownImage = z
  .object({
    png: bytes,
    width: size,
    height: size,
    title: text(2_000).nullish(),
    frame: frame.nullish(),
    dhash: z.string().regex(/^[0-9a-f]{16}$/),
    spread: z.number().min(0).max(255),
  })
  .refine(
    ({ png, width, height }) => png.length <= MAX_PNG_BYTES && isPlainPng(png, width, height),
    { message: 'An image is no plain PNG of the size that was told.' },
  );
export type WireImage = z.infer<typeof shownImage>;

export const isolationLayer = z.object({
  name: text(100),
  inForce: z.boolean(),
  required: z.boolean(),
  detail: text(1_000),
});
export type WireLayer = z.infer<typeof isolationLayer>;

const packageStatus = z.object({
  name: text(100),
  version: text(100).optional(),
  available: z.boolean(),
  from: text(500),
});

/** Sent once, when the interpreter and its packages are loaded. */
export const ready = z.object({
  isolation: z.array(isolationLayer).max(50),
  packages: z.array(packageStatus).max(200),
  timings: z.record(text(50), z.number()),
});
export type Ready = z.infer<typeof ready>;

/** Packages to install into a fresh interpreter; their sha256 was compared before. */
export interface InstallRequest {
  readonly wheels: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** A figure on its way in. */
export interface LoadFigure {
  readonly id: string;
  /** Its file name, which code may take for a path. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly format: string;
  readonly page: number;
  readonly orientation: number;
  readonly channels: number;
  readonly pixelSize?: { readonly x: number; readonly y: number; readonly unit: string };
}
/** An image that an earlier process showed; the convention `clue` has it as a variable. */
export interface LoadShown {
  readonly png: Uint8Array;
  readonly frame?: Frame;
}
export interface LoadRequest {
  readonly figures: readonly LoadFigure[];
  readonly maxPreviewPixels: number;
  readonly convention: ImageConvention;
  /** In the order in which they were shown. */
  readonly shown: readonly LoadShown[];
}

const preparedFigure = z.object({
  id: text(100),
  width: size,
  height: size,
  preview: shownImage,
  notices: z.array(text(2_000)).max(100),
});
/** `unreadable` says why a figure cannot be decoded; then `figures` is empty. */
export const loadReply = z.object({
  figures: z.array(preparedFigure).max(1_000),
  unreadable: z.object({ id: text(100), message: text(4_000) }).optional(),
});
export type LoadReply = z.infer<typeof loadReply>;

export interface RunRequest {
  readonly code: string;
  readonly outputBytes: number;
  readonly images: number;
  readonly imagePixels: number;
}
export const runReply = z.object({
  value: text(20_000).nullish(),
  error: z
    .object({
      type: text(200),
      message: text(8_000),
      line: z.number().int().positive().nullish(),
      source: text(100_000).nullish(),
    })
    .nullish(),
  images: z.array(shownImage).max(1_000),
  notes: z.array(text(4_000)).max(1_000),
});
export type RunReply = z.infer<typeof runReply>;

/** What a cell prints, as it prints it; `dropped` counts bytes beyond the limit. */
export const output = z.object({
  stream: z.enum(['stdout', 'stderr']),
  text: text(MAX_OUTPUT),
  dropped: z.number().int().nonnegative(),
});
export type Output = z.infer<typeof output>;
