import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { readFigure } from '../../src/figures/readFigure.ts';
import { DEFAULT_LIMITS } from '../../src/reasoning/limits.ts';
import { SandboxPool, createSandbox } from '../../src/sandbox/index.ts';
import { mean, median, percent, shareWithin } from './measures.ts';

/** Sets with counted objects; `label` maps are instance maps of the figure's size. */
const SETS = [
  { name: 'nuclei_dsb2018', scale: false },
  { name: 'blood_bccd', scale: false },
  { name: 'em_emps', scale: true },
] as const;

const counts = z.array(
  z
    .object({
      image: z.string(),
      label: z.string().optional(),
      segmap: z.string().optional(),
      count: z.number().optional(),
      particles_segmap: z.number().optional(),
      counts: z.object({ RBC: z.number() }).optional(),
    })
    .transform((entry) => ({
      image: entry.image,
      map: entry.label ?? entry.segmap,
      truth: entry.count ?? entry.particles_segmap ?? entry.counts?.RBC ?? NaN,
    })),
);
const measured = z.object({
  count: z.number(),
  low: z.number(),
  high: z.number(),
  polarity: z.string(),
  otsu: z.number(),
  ap50: z.number().nullable(),
  scale: z.string().nullable(),
});

/** Ours, and Otsu's threshold with connected components beside it; AP50 where there is an instance map. */
const cell = (map: boolean, scale: boolean) => `
found = figkit.count_objects(image_1)
gray = cv2.cvtColor(np.asarray(image_1), cv2.COLOR_RGB2GRAY)
mask = cv2.threshold(gray, 0, 255, cv2.THRESH_OTSU)[1] > 0
mask = mask if mask.mean() < 0.5 else ~mask
otsu = cv2.connectedComponents(mask.astype(np.uint8))[0] - 1

def average_precision(labels, truth):
    """Matches over all objects of both maps; a match has an intersection over union above one half."""
    columns = int(truth.max()) + 1
    both = np.bincount((labels.astype(np.int64) * columns + truth).ravel(), minlength=(labels.max() + 1) * columns)
    both = both.reshape(-1, columns)
    union = both.sum(1, keepdims=True) + both.sum(0, keepdims=True) - both
    hits = (both[1:, 1:] > 0.5 * union[1:, 1:]).sum()
    return float(hits / max(1, labels.max() + len(np.unique(truth)) - 1 - hits))

ap50 = ${map ? 'average_precision(found.segmentation.labels, image_2_raw.astype(np.int64))' : 'None'}
bar = ${scale ? 'figkit.scale_bar(image_1)' : 'None'}
print(json.dumps({"count": found.count, "low": found.low, "high": found.high, "polarity": found.polarity, "otsu": otsu,
                  "ap50": ap50, "scale": None if bar is None else f"{bar.length_px:g} px = {bar.value:g} {bar.unit}"}))
`;

/** Counts of whole sets against their ground truth, printed; `folder` holds the sets. */
export async function micrographs(folder: string): Promise<void> {
  const pool = new SandboxPool();
  try {
    for (const set of SETS) {
      if (!existsSync(join(folder, set.name, 'counts.json')))
        console.log(`${set.name}: skipped, ${join(folder, set.name)} is missing\n`);
      else await measureSet(pool, join(folder, set.name), set.name, set.scale);
    }
  } finally {
    await pool.dispose();
  }
}

async function measureSet(pool: SandboxPool, folder: string, name: string, scale: boolean) {
  const entries = counts.parse(JSON.parse(await readFile(join(folder, 'counts.json'), 'utf8')));
  const rows = [];
  for (const entry of entries) {
    const figures = [await readFigure(join(folder, entry.image), { id: 'image_1' })];
    if (entry.map) figures.push(await readFigure(join(folder, entry.map), { id: 'image_2' }));
    const sandbox = createSandbox({ pool });
    try {
      await sandbox.start(figures, { maxPreviewPixels: 10_000 });
      const limits = { ...DEFAULT_LIMITS.cell, timeMs: 60_000 };
      const code = cell(entry.map !== undefined, scale);
      const seen = await sandbox.run(code, limits, new AbortController().signal);
      if (seen.error) throw new Error(`${entry.image}: ${seen.error.type}: ${seen.error.message}`);
      rows.push({
        ...measured.parse(JSON.parse(seen.stdout)),
        file: basename(entry.image),
        truth: entry.truth,
        time: seen.durationMs,
      });
    } finally {
      await sandbox.dispose();
    }
  }
  print(name, rows, scale);
}

type Row = z.infer<typeof measured> & { file: string; truth: number; time: number };

function print(name: string, rows: readonly Row[], scale: boolean): void {
  const error = (count: number, truth: number) => Math.abs(count - truth) / truth;
  const ours = rows.map((row) => error(row.count, row.truth));
  const otsu = rows.map((row) => error(row.otsu, row.truth));
  const precisions = rows.flatMap((row) => (row.ap50 === null ? [] : [row.ap50]));
  const inRange = rows.filter((row) => row.low <= row.truth && row.truth <= row.high).length;
  console.log(`${name}: ${rows.length} figures`);
  console.log(
    `  median relative count error  ${percent(median(ours))}   Otsu ${percent(median(otsu))}`,
  );
  console.log(
    `  within 10 %                  ${percent(shareWithin(ours, 0.1))}   Otsu ${percent(shareWithin(otsu, 0.1))}`,
  );
  if (precisions.length > 0)
    console.log(`  mean AP50                    ${mean(precisions).toFixed(3)}`);
  console.log(`  true count in low..high      ${percent(inRange / rows.length)}`);
  console.log(
    `  median time of the cell      ${Math.round(median(rows.map((row) => row.time)))} ms`,
  );
  if (scale) {
    const bars = rows.filter((row) => row.scale !== null);
    console.log(
      `  scale bars read              ${bars.length} of ${rows.length} figures (not all have one)`,
    );
    for (const row of bars) console.log(`    ${row.file}  ${row.scale ?? ''}`);
  }
  console.log('  furthest off:');
  const worst = [...rows].sort((a, b) => error(b.count, b.truth) - error(a.count, a.truth));
  for (const row of worst.slice(0, 6))
    console.log(
      `    ${row.file}  ${row.count} (${row.low} to ${row.high}) for ${row.truth}, ${row.polarity}`,
    );
  console.log('');
}
