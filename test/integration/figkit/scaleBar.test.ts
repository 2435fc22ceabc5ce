import { beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../sandbox/helpers.ts';
import { DRAW, printed } from './drawn.ts';

describe('scale bars', () => {
  let run: Awaited<ReturnType<typeof startSandbox>>['run'];
  beforeAll(async () => {
    ({ run } = await startSandbox());
    expect((await run(DRAW)).error).toBeUndefined();
  });

  it.each([
    ['white, text above', "scale(255, 80, '200 nm')", 120, 200, 'nm'],
    ['black, text above', "scale(0, 170, '50 nm')", 120, 50, 'nm'],
    ['white with end ticks', "scale(255, 60, '100 nm', ticks=True)", 120, 100, 'nm'],
    ['text below', "scale(255, 80, '20 um', length=90, below=True)", 90, 20, 'µm'],
    ['long, in micrometres', "scale(255, 40, '5 um', length=150)", 150, 5, 'µm'],
    ['millimetres', "scale(0, 200, '2 mm', length=100)", 100, 2, 'mm'],
  ])('%s', async (_name, picture, length, value, unit) => {
    const seen = printed(
      await run(`bar = figkit.scale_bar(view(${picture}))
print(json.dumps(bar and bar.to_dict()))`),
    ) as { length_px: number; value: number; unit: string; pixel_size: { x: number } } | null;
    expect(seen).toMatchObject({ value, unit });
    expect(Math.abs((seen?.length_px ?? 0) - length)).toBeLessThanOrEqual(2);
    expect(Math.abs((seen?.pixel_size.x ?? 0) * length - value)).toBeLessThan(0.03 * value);
  });

  it('gives the figure its pixel size', async () => {
    const seen = printed(
      await run(`image = view(scale(255, 80, '200 nm'))
before = image.pixel_size
figkit.scale_bar(image)
print(json.dumps([before, image.pixel_size.to_dict()]))`),
    );
    expect(seen).toMatchObject([null, { unit: 'nm' }]);
  });

  it('says why there is none', async () => {
    const bare = await run('print(figkit.scale_bar(np.full((200, 300, 3), 90, np.uint8)))');
    expect(bare.stdout.trim()).toBe('None');
    expect(bare.notes.join(' ')).toMatch(/No scale bar was found/);
    const mute = await run("print(figkit.scale_bar(scale(255, 80, '')))");
    expect(mute.stdout.trim()).toBe('None');
    expect(mute.notes.join(' ')).toMatch(/no length/);
  });

  it('understands how units are written and misread', async () => {
    const seen = printed(
      await run(`from figkit._micrographs.units import convert, read_length
texts = ['200 nm', '1 µm', '1 μm', '1 um', '1 pm', '0.5 jm', '10 Å', '2,5 mm', '2O0 nm', 'scale: 20 um', '05 nm', 'x 200', 'kV']
print(json.dumps([(lambda r: r and [r[0], r[1]])(read_length(t)) for t in texts] + [round(convert(2, 'µm', 'nm'), 6)]))`),
    );
    expect(seen).toEqual([
      [200, 'nm'],
      [1, 'µm'],
      [1, 'µm'],
      [1, 'µm'],
      [1, 'µm'],
      [0.5, 'µm'],
      [10, 'Å'],
      [2.5, 'mm'],
      [200, 'nm'],
      [20, 'µm'],
      null,
      null,
      null,
      2000,
    ]);
  });
});
