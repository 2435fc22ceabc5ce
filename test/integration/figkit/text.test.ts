import { beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type runner } from '../sandbox/helpers.ts';
import { DRAWING, printed } from './drawnChart.ts';

let run: ReturnType<typeof runner>;
beforeAll(async () => {
  ({ run } = await startSandbox());
});

interface ReadText {
  readonly lines: readonly { text: string; box: number[]; vertical: boolean; confidence: number }[];
}

const WRITE = `
def page(words, size=0.9, ink=(0, 0, 0), ground=(255, 255, 255), at=(60, 80), shape=(160, 640)):
    canvas = np.empty((*shape, 3), np.uint8); canvas[:] = ground
    cv2.putText(canvas, words, at, cv2.FONT_HERSHEY_SIMPLEX, size, ink, 2 if size > 0.7 else 1, cv2.LINE_AA)
    return canvas
`;

async function read(expression: string): Promise<ReadText> {
  const seen = await run(
    `${WRITE}${DRAWING}\nprint(json.dumps(figkit.read_text(${expression}).to_dict()))`,
  );
  return printed<ReadText>(seen);
}

describe('read_text', () => {
  it.each([
    ['dark on light', ''],
    ['light on dark', ', ink=(250, 250, 250), ground=(10, 10, 20)'],
    ['gray on light gray', ', ink=(90, 90, 90), ground=(235, 235, 235)'],
    ['small', ', size=0.5'],
  ])('reads a line, %s', async (_name, look) => {
    const { lines } = await read(`page("Mean size 42 nm"${look})`);
    expect(lines.map((line) => line.text)).toEqual(['Mean size 42 nm']);
  });

  it('gives boxes in pixels of the image', async () => {
    const { lines } = await read('page("Sample", at=(200, 90))');
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = lines[0]?.box ?? [];
    expect(x1).toBeGreaterThan(195);
    expect(x1).toBeLessThan(206);
    expect(x2).toBeGreaterThan(290);
    expect(y1).toBeGreaterThan(60);
    expect(y2).toBeLessThan(105);
  });

  it('reads vertical text', async () => {
    const { lines } = await read('np.rot90(page("Intensity", shape=(120, 300))).copy()');
    expect(lines.map((line) => [line.text, line.vertical])).toEqual([['Intensity', true]]);
  });

  it('finds nothing in an empty picture', async () => {
    expect((await read('np.full((120, 300, 3), 255, np.uint8)')).lines).toEqual([]);
  });

  it('refuses a zoom and a psm that make no sense', async () => {
    const zoom = await run('figkit.read_text(np.zeros((9, 9, 3), np.uint8), zoom=0)');
    expect(zoom.error?.message).toContain('zoom must be');
    const psm = await run('figkit.read_text(np.zeros((9, 9, 3), np.uint8), psm=99)');
    expect(psm.error?.message).toContain('psm must be');
  });
});

describe('describe', () => {
  it('knows a bar chart from fluorescent spots', async () => {
    const seen = await run(`${DRAWING}
bars = figkit.describe(chart({"A": 3, "B": 8, "C": 5}, 0, 10, 2))
rng = np.random.default_rng(3)
cells = np.zeros((300, 400, 3), np.float32)
for x, y in rng.uniform(20, 280, (25, 2)): cv2.circle(cells, (int(x), int(y)), 9, (40, 220, 60), -1, cv2.LINE_AA)
cells = np.clip(cv2.GaussianBlur(cells, (0, 0), 2) + rng.normal(10, 3, cells.shape), 0, 255).astype(np.uint8)
print(json.dumps([bars.kind, figkit.describe(cells).kind]))`);
    expect(printed<string[]>(seen)).toEqual(['bar chart', 'fluorescence micrograph']);
  });
});
