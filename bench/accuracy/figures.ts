import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { z } from 'zod';
import { FigureError } from '../../src/figures/errors.ts';
import type { Figure } from '../../src/figures/figure.ts';
import { readFigure } from '../../src/figures/readFigure.ts';

const SETS = [
  'tiff_variants',
  'geotiff_rasterio',
  'skimage',
  'nuclei_dsb2018',
  'blood_bccd',
  'em_emps',
  'charts_vegalite',
  'geometry_mathv',
];
const RASTER = new Set(['.png', '.jpg', '.jpeg', '.tif', '.tiff', '.gif', '.bmp', '.webp']);

/** What the sets say of their files: TIFF sets state an array shape, object sets a size. */
const tiffMeta = z.array(
  z.object({
    file: z.string(),
    shape: z.array(z.number()),
    bits: z.number().optional(),
    spp: z.number().optional(),
    pages: z.number(),
  }),
);
const countsMeta = z.array(
  z.object({ image: z.string(), size: z.tuple([z.number(), z.number()]).optional() }),
);

interface Expected {
  readonly width: number;
  readonly height: number;
  readonly pages?: number;
  readonly bits?: number | undefined;
  readonly channels?: number | undefined;
}

/**
 * Reads every raster of the sets in `folder` and compares what the header reader says with what the set states. Prints
 * counts and what differs; a set that is not there is told as skipped.
 */
export async function figures(folder: string): Promise<void> {
  console.log('\nReading figures (headers)');
  for (const set of SETS) {
    const root = join(folder, set);
    if (!existsSync(root)) console.log(`  ${set}: skipped, not there`);
    else await readSet(set, root);
  }
}

async function readSet(set: string, root: string): Promise<void> {
  const expected = await expectations(root);
  const names = (await readdir(root, { recursive: true })).filter((name) =>
    RASTER.has(extname(name).toLowerCase()),
  );
  const notes: string[] = [];
  let [read, compared, same] = [0, 0, 0];
  for (const name of names.sort()) {
    try {
      const figure = await readFigure(join(root, name));
      read += 1;
      const wanted = expected.get(name);
      if (!wanted) continue;
      compared += 1;
      const difference = differences(figure, wanted);
      if (difference === '') same += 1;
      else notes.push(`${name}: ${difference}`);
    } catch (error) {
      if (!(error instanceof FigureError)) throw error;
      notes.push(error.message);
    }
  }
  console.log(
    `  ${set}: ${read} of ${names.length} read; as stated ${same} of ${compared} with ground truth`,
  );
  for (const note of notes) console.log(`    ${note}`);
}

function differences(figure: Figure, wanted: Expected): string {
  const facts = [
    ['width', figure.width, wanted.width],
    ['height', figure.height, wanted.height],
    ['pages', figure.pages, wanted.pages],
    ['bits', figure.bitDepth, wanted.bits],
    ['channels', figure.channels, wanted.channels],
  ] as const;
  return facts
    .filter(([, got, want]) => want !== undefined && got !== want)
    .map(([name, got, want]) => `${name} ${got}, stated ${want}`)
    .join('; ');
}

async function expectations(root: string): Promise<Map<string, Expected>> {
  const [meta, counts] = [join(root, 'meta.json'), join(root, 'counts.json')];
  if (existsSync(meta)) {
    const files = tiffMeta.parse(JSON.parse(await readFile(meta, 'utf8')));
    return new Map(
      files.map(({ file, shape, spp, bits, pages }) => [
        file,
        { ...sides(shape, spp, pages), pages, bits, channels: spp },
      ]),
    );
  }
  if (!existsSync(counts)) return new Map();
  const images = countsMeta.parse(JSON.parse(await readFile(counts, 'utf8')));
  return new Map(
    images.flatMap(({ image, size }) =>
      size ? [[image, { width: size[0], height: size[1] }] as const] : [],
    ),
  );
}

/** Height and width in an array shape: a pages axis may come first, and the samples axis before or after both. */
function sides(shape: readonly number[], samples: number | undefined, pages: number) {
  const axes = shape.length > 2 && shape[0] === pages && pages > 1 ? shape.slice(1) : [...shape];
  const isSamples = (axis: number | undefined) =>
    axis !== undefined && (samples === undefined ? axis <= 4 : axis === samples);
  const planar = axes.length > 2 && isSamples(axes[0]) && !isSamples(axes.at(-1));
  const [height = 0, width = 0] = planar ? axes.slice(1) : axes;
  return { height, width };
}
