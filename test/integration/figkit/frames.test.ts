import { beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../sandbox/helpers.ts';
import { DRAW, printed } from './drawn.ts';

describe('frames', () => {
  let run: Awaited<ReturnType<typeof startSandbox>>['run'];
  beforeAll(async () => {
    ({ run } = await startSandbox());
    expect(
      (
        await run(`${DRAW}
image = view(rng.integers(0, 255, (200, 300, 3)).astype(np.uint8), pixel_size=(0.5, 'µm'))
f = lambda a: None if getattr(a, 'frame', None) is None else [*a.frame.to_dict()['box'], a.frame.to_dict()['scale']]`)
      ).error,
    ).toBeUndefined();
  });

  it('turn coordinates from 0 to 1000 into source pixels, of a crop too', async () => {
    const seen = printed(
      await run(`print(json.dumps([figkit.from_1000(image, [0, 500, 1000, 1000]), figkit.from_1000(image, (500, 250)),
  figkit.from_1000(figkit.zoom(image, [40, 20, 200, 120], 2), [0, 0, 500, 1000]), figkit.from_1000(np.zeros((10, 20)), [500, 500])]))`),
    );
    expect(seen).toEqual([
      [0, 100, 300, 200],
      [150, 50],
      [40, 20, 120, 120],
      [10, 5],
    ]);
    for (const wrong of ['[0, 0, 1200, 5]', '[1, 2, 3]', '"a"', '[-1, 5]'])
      expect((await run(`figkit.from_1000(image, ${wrong})`)).error?.message).toContain(
        'from 0 to 1000 is needed',
      );
  });

  it('follow slices, steps, channels, copies, arithmetic and cv2', async () => {
    const seen = printed(
      await run(`part = image[20:120, 40:200]
print(json.dumps([f(image), f(part), f(part[10:20, 5:15]), f(part[::2, ::2]), f(part[:, :, 1]), f(part.copy()),
  f(part * 0.5), f(part.mean(axis=2)), f(cv2.resize(part, None, fx=3, fy=3)), f(cv2.cvtColor(part, cv2.COLOR_RGB2GRAY)),
  f(cv2.GaussianBlur(part, (5, 5), 0)), f(cv2.resize(part, (320, 200))[50:100, 20:60])]))`),
    );
    expect(seen).toEqual([
      [0, 0, 300, 200, 1],
      [40, 20, 200, 120, 1],
      [45, 30, 55, 40, 1],
      [40, 20, 200, 120, 0.5],
      [40, 20, 200, 120, 1],
      [40, 20, 200, 120, 1],
      [40, 20, 200, 120, 1],
      [40, 20, 200, 120, 1],
      [40, 20, 200, 120, 3],
      [40, 20, 200, 120, 1],
      [40, 20, 200, 120, 1],
      [50, 45, 70, 70, 2],
    ]);
  });

  it('are absent where they would be wrong', async () => {
    const seen = printed(
      await run(`print(json.dumps([f(image[::-1]), f(image[:, ::-1]), f(image.transpose(1, 0, 2)), f(image.reshape(100, 600, 3)),
  f(image[image[:, :, 0].argsort(axis=0)[:, 0]]), f(image[:100, :100] + image[100:, :100]), f(image[:, :, 0].T)]))`),
    );
    expect(seen).toEqual([null, null, null, null, null, null, null]);
  });

  it('find plain arrays that view a figure, when they are shown', async () => {
    const seen = await run(`figkit.show(np.asarray(image)[30:60, 10:50], title='plain')
figkit.show(np.array(image))
figkit.show(np.asarray(image)[::-1])`);
    expect(seen.error).toBeUndefined();
    expect(seen.images.map((shown) => shown.frame?.box)).toEqual([
      [10, 30, 50, 60],
      [0, 0, 300, 200],
      undefined,
    ]);
  });

  it('crops are cut from the original, whatever the view shows', async () => {
    const seen = printed(
      await run(`original = np.array(image)
small = cv2.resize(image, (30, 20))
again = figkit.crop(small, [40, 20, 60, 50])
zoomed = figkit.zoom(figkit.crop(image, [100, 100, 150, 150]), [110, 110, 130, 120], scale=4)
image[:] = 0
late = figkit.crop(image, [0, 0, 50, 50])
print(json.dumps([bool((again == original[20:50, 40:60]).all()), f(again), list(zoomed.shape), f(zoomed), bool((late == original[:50, :50]).all())]))
image[:] = original`),
    );
    expect(seen).toEqual([true, [40, 20, 60, 50, 1], [40, 80, 3], [110, 110, 130, 120, 4], true]);
  });

  it('clamps boxes with a note, and refuses others in words', async () => {
    const clamped = await run('print(json.dumps(f(figkit.crop(image, [-20, 150, 100, 900]))))');
    expect(printed(clamped)).toEqual([0, 150, 100, 200, 1]);
    expect(clamped.notes.join(' ')).toMatch(/reached beyond/);
    const messages = printed(
      await run(`messages = []
for box in ([10, 10, 10, 20], [50, 50, 20, 20], [1, 2, float('nan'), 4], [1, 2, 3], [400, 0, 500, 50], [0.1, 0.1, 0.5, 0.5], 'all'):
    try: figkit.crop(image, box)
    except ValueError as error: messages.append(str(error))
print(json.dumps(messages))`),
    ) as string[];
    expect(messages).toHaveLength(7);
    const expected = [
      /empty/,
      /width, height/,
      /finite/,
      /\[x1, y1, x2, y2\]/,
      /outside/,
      /fractions/,
      /box is/,
    ];
    expected.forEach((pattern, index) => expect(messages[index]).toMatch(pattern));
  });

  it('shows every kind of array', async () => {
    const seen = await run(`ramp = np.linspace(0, 1, 64)[None].repeat(32, 0)
for array in (ramp > 0.5, ramp, (ramp * 65535).astype(np.uint16), (ramp * 255).astype(np.uint8), ramp * 1000 - 500,
              np.where(ramp > 0.5, np.nan, ramp), np.repeat(ramp[:, :, None], 4, axis=2), (ramp * 6).astype(np.int32)):
    figkit.show(array)`);
    expect(seen.error).toBeUndefined();
    expect(seen.images).toHaveLength(8);
    for (const shown of seen.images) expect(shown.stats.spread).toBeGreaterThan(15);
  });

  it('draws boxes given in source pixels on an enlarged crop', async () => {
    const seen = printed(
      await run(`zoomed = figkit.zoom(image, [100, 50, 150, 100], scale=4)
drawn = figkit.draw_boxes(zoomed, [[110, 60, 120, 70]], color='red')
changed = np.argwhere((np.asarray(drawn) != np.asarray(zoomed)).any(axis=2))
print(json.dumps([f(drawn), changed.min(0).tolist(), changed.max(0).tolist()]))`),
    ) as [number[], number[], number[]];
    expect(seen[0]).toEqual([100, 50, 150, 100, 4]);
    for (const edge of seen[1]) expect(Math.abs(edge - 40)).toBeLessThanOrEqual(2);
    for (const edge of seen[2]) expect(Math.abs(edge - 80)).toBeLessThanOrEqual(2);
  });
});
