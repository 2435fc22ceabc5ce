import { beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../sandbox/helpers.ts';
import { DRAW, printed } from './drawn.ts';

describe('objects of micrographs', () => {
  let run: Awaited<ReturnType<typeof startSandbox>>['run'];
  beforeAll(async () => {
    ({ run } = await startSandbox());
    expect((await run(DRAW)).error).toBeUndefined();
  });
  const count = async (picture: string, more = '') =>
    printed(
      await run(`found = figkit.count_objects(${picture}${more})
print(json.dumps([found.count, found.polarity, found.low <= found.count <= found.high]))`),
    ) as [number, string, boolean];

  it.each([
    ['bright on dark', 'discs(grid(7, 5), 16, 20, 170)', 35, 'bright'],
    ['dark on light', 'discs(grid(7, 5), 16, 200, 60)', 35, 'dark'],
    ['blue fluorescence', 'discs(grid(7, 5), 16, 5, (10, 10, 150))', 35, 'bright'],
    ['stained', 'discs(grid(7, 5), 16, (235, 225, 230), (150, 80, 160))', 35, 'stained'],
    ['one object', 'discs([(250, 200)], 40, 30, 160)', 1, 'bright'],
    ['faint in noise', 'discs(grid(7, 5), 16, 60, 90, noise=8)', 35, 'bright'],
  ])('counts %s', async (_name, picture, objects, polarity) => {
    expect(await count(picture)).toEqual([objects, polarity, true]);
  });

  it('parts touching discs, and leaves them joined when asked', async () => {
    const pairs =
      'discs([p for x, y in grid(4, 4, 90) for p in ((x, y), (x + 30, y))], 16, 20, 170)';
    expect(await count(pairs)).toEqual([32, 'bright', true]);
    expect(await count(pairs, ', split=False')).toEqual([16, 'bright', true]);
  });

  it('sees through uneven illumination', async () => {
    const uneven = `np.clip(discs(grid(7, 5), 16, 20, 90).astype(float) + np.linspace(0, 90, 500)[None, :, None], 0, 255).astype(np.uint8)`;
    expect(await count(uneven)).toEqual([35, 'bright', true]);
  });

  it('fills rings and drops specks', async () => {
    const rings = `np.array(discs(grid(7, 5), 18, 20, 170))`;
    const code = `picture = ${rings}
for x, y in grid(7, 5): cv2.circle(picture, (x, y), 6, (20, 20, 20), -1)
for i in range(20): cv2.circle(picture, (20 + 23 * i, 385), 1, (170, 170, 170), -1)`;
    expect((await run(code)).error).toBeUndefined();
    expect(await count('picture')).toEqual([35, 'bright', true]);
  });

  it('counts nothing where there is nothing', async () => {
    for (const empty of [
      'np.zeros((200, 300, 3), np.uint8)',
      'np.full((200, 300, 3), 255, np.uint8)',
      'discs([], 5, 90, 0, noise=10)',
    ])
      expect((await count(empty))[0]).toBe(0);
  });

  it('counts in a box, and by size', async () => {
    expect(
      await count('view(discs(grid(7, 5), 16, 20, 170))', ', box=[0, 0, 200, 200]'),
    ).toMatchObject([9, 'bright', true]);
    expect((await count('discs(grid(7, 5), 16, 20, 170)', ', min_area=2000'))[0]).toBe(0);
    expect((await count('discs(grid(7, 5), 16, 20, 170)', ', max_area=200'))[0]).toBe(0);
  });

  it('measures in source pixels and physical units, whatever the zoom', async () => {
    const [whole, zoomed, empty] = printed(
      await run(`image = view(discs(grid(7, 5), 16, 20, 170), pixel_size=(0.5, 'µm'))
def one(m):
    o = m.objects[0] if m.objects else None
    return o and [m.count, o.centroid[0], o.centroid[1], o.equivalent_diameter_px, o.diameter, o.unit, o.circularity, o.major_axis_px, o.touches_border]
print(json.dumps([one(figkit.measure_objects(image)), one(figkit.measure_objects(figkit.zoom(image, [80, 80, 140, 140], scale=4))),
                  one(figkit.measure_objects(np.zeros((99, 99, 3), np.uint8)))]))`),
    ) as [unknown[], unknown[], null];
    for (const [row, n, x] of [
      [whole, 35, 50],
      [zoomed, 1, 110],
    ] as const) {
      expect(row[0]).toBe(n);
      expect(Math.abs(Number(row[1]) - x)).toBeLessThan(1.5);
      expect(Math.abs(Number(row[3]) - 32.5)).toBeLessThan(1.5);
      expect(Math.abs(Number(row[4]) - 16.25)).toBeLessThan(0.8);
      expect(row[5]).toBe('µm');
      expect(Number(row[6])).toBeGreaterThan(0.85);
      expect(Math.abs(Number(row[7]) - 32.5)).toBeLessThan(2);
      expect(row[8]).toBe(false);
    }
    expect(empty).toBeNull();
  });

  it('refuses arguments it does not know, in words', async () => {
    const seen = await run("figkit.count_objects(np.zeros((9, 9)), polarity='light')");
    expect(seen.error).toMatchObject({ type: 'ValueError' });
    expect(seen.error?.message).toMatch(/'bright', 'dark' or 'stained'/);
  });
});
