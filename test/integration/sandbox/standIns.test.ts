import { beforeAll, describe, expect, it } from 'vitest';
import { figure, makeFile, startSandbox, type runner } from './helpers.ts';

/** One sandbox for all: figure 1 is 200×100 pixels of noise. */
let run: ReturnType<typeof runner>;
beforeAll(async () => {
  const maker = await startSandbox();
  const noise =
    "data = cv2.imencode('.png', np.random.default_rng(3).integers(0, 255, (100, 200, 3), np.uint8))[1]";
  const bytes = await makeFile(maker.run, noise);
  await maker.sandbox.dispose();
  ({ run } = await startSandbox([figure(bytes, 'png')], { convention: 'pil' }));
  await run(
    'import io, PIL\nfrom PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps, ImageStat\n' +
      "ramp = Image.fromarray(np.tile(np.arange(0, 250, 10, np.uint8), (4, 1)))\nred = Image.new('RGB', (6, 4), 'red')\nplot = lambda: io.BytesIO()",
  );
});

const sentence = (name: string, of: string) =>
  `${name} is not part of Figscope's small stand-in for ${of}, which is not installed here. Use cv2 or figkit instead.`;

describe('a stand-in', () => {
  it('says what it is', async () => {
    const { value } = await run('import matplotlib\n(PIL.__version__, matplotlib.__version__)');
    expect(value).toBe("('0.0+figscope.stand-in', '0.0+figscope.stand-in')");
    expect((await run('red')).value).toBe('<PIL.Image.Image (stand-in) mode=RGB size=6x4>');
  });

  it.each([
    ['ImageFilter.RankFilter(3, 1)', 'AttributeError', 'PIL.ImageFilter.RankFilter', 'Pillow'],
    ['from PIL.ImageOps import deform', 'ImportError', 'PIL.ImageOps.deform', 'Pillow'],
    ['from PIL import ImageCms', 'ImportError', 'PIL.ImageCms', 'Pillow'],
    ['import PIL.ImageCms', 'ModuleNotFoundError', 'PIL.ImageCms', 'Pillow'],
    ['red.quantize(4)', 'AttributeError', 'PIL.Image.Image.quantize', 'Pillow'],
    ['plt.pie([1, 2])', 'AttributeError', 'matplotlib.pyplot.pie', 'matplotlib'],
    ['plt.gca().twinx()', 'AttributeError', 'matplotlib.axes.Axes.twinx', 'matplotlib'],
    ['import matplotlib.animation', 'ModuleNotFoundError', 'matplotlib.animation', 'matplotlib'],
  ])('says in words that %s is missing', async (code, type, name, of) => {
    const { error } = await run(code);
    expect(error).toMatchObject({ type, message: sentence(name, of), line: 1 });
  });

  it('lets code ask whether something is there', async () => {
    const seen = await run(
      "(hasattr(plt, 'pie'), getattr(Image, 'Quantize', 'none'), hasattr(red, 'crop'))",
    );
    expect(seen.value).toBe("(False, 'none', True)");
    const tried = await run("try:\n    import PIL.ImageQt\nexcept ImportError:\n    print('no')");
    expect(tried.stdout).toBe('no\n');
  });

  it('yields to the real package where that is installed', async () => {
    const { sandbox, run: runHere } = await startSandbox();
    const { value } = await runHere(
      [
        'import os, sys, standins, PIL.Image, matplotlib',
        "site = '/lib/python3.13/site-packages/PIL'",
        'os.makedirs(site)',
        "open(site + '/__init__.py', 'w').write('__version__ = \"12.0\"')",
        'standins.settle()',
        'import PIL, matplotlib',
        "(PIL.__version__, standins.is_stand_in('PIL'), 'PIL.Image' in sys.modules, standins.is_stand_in('matplotlib'))",
      ].join('\n'),
    );
    expect(value).toBe("('12.0', False, False, True)");
    await sandbox.dispose();
  });
});

describe('the stand-in for Pillow', () => {
  it.each([
    ["Image.new('RGB', (1, 1), (200, 100, 50)).convert('L').getpixel((0, 0))", '124'],
    ['ramp.crop((-1, 0, 2, 1)).getdata()', '[0, 0, 10]'],
    [
      'ramp.rotate(90, expand=True).size, ramp.rotate(90, expand=True).getpixel((0, 0))',
      '((4, 25), 240)',
    ],
    ['ramp.transpose(Image.FLIP_LEFT_RIGHT).getpixel((0, 0))', '240'],
    ['ramp.resize((50, 8), Image.NEAREST).getdata()[:4]', '[0, 0, 10, 10]'],
    ['ramp.point(lambda v: v * 2).getextrema()', '(0, 255)'],
    ["ramp.point(lambda v: 255 if v > 100 else 0, '1').getbbox()", '(11, 0, 25, 4)'],
    ['sum(ramp.histogram()), ramp.histogram()[10]', '(100, 4)'],
    ['ImageOps.autocontrast(ramp).getextrema()', '(0, 255)'],
    ['ImageOps.invert(red).getpixel((0, 0))', '(0, 255, 255)'],
    ['ImageEnhance.Brightness(red).enhance(0.5).getpixel((1, 1))', '(127, 0, 0)'],
    ['ImageEnhance.Color(red).enhance(0).getpixel((1, 1))', '(76, 76, 76)'],
    ['ImageChops.difference(red, ImageOps.invert(red)).getpixel((0, 0))', '(255, 255, 255)'],
    ['ImageStat.Stat(ramp).mean', '[120.0]'],
    ["Image.merge('RGB', red.split()[::-1]).getpixel((0, 0))", '(0, 0, 255)'],
    ["Image.blend(red, Image.new('RGB', (6, 4)), 0.25).getpixel((0, 0))", '(191, 0, 0)'],
    ['ramp.filter(ImageFilter.EMBOSS).getpixel((5, 2))', '138'],
    ["np.asarray(ramp.convert('1')).dtype.name", "'bool'"],
    ['Image.fromarray(np.full((2, 3), 700, np.uint16)).mode', "'I;16'"],
    ["ImageOps.expand(red, 2, 'blue').size, ImageOps.fit(red, (2, 2)).size", '((10, 8), (2, 2))'],
  ])('%s is %s', async (code, value) => {
    const seen = await run(code);
    expect(seen.error).toBeUndefined();
    expect(seen.value).toBe(value);
  });

  it('writes and reads PNG, JPEG, BMP, TIFF and WebP', async () => {
    const { value } = await run(
      [
        'found = []',
        "for name in ('PNG', 'JPEG', 'BMP', 'TIFF', 'WEBP'):",
        '    file = io.BytesIO()',
        '    red.save(file, name)',
        '    file.seek(0)',
        '    again = Image.open(file)',
        '    found.append((again.format, again.size, again.getpixel((1, 1))[0] > 245))',
        "set(found) == {(n, (6, 4), True) for n in ('PNG', 'JPEG', 'BMP', 'TIFF', 'WEBP')}",
      ].join('\n'),
    );
    expect(value).toBe('True');
  });

  it.each([
    ["red.convert('RGBA').save('/tmp/a.jpg')", 'OSError', "Use .convert('RGB') first."],
    ["red.save('/tmp/a.xyz')", 'ValueError', 'unknown file extension'],
    ['Image.open(io.BytesIO(b"no"))', 'UnidentifiedImageError', 'cannot identify'],
    ['Image.fromarray(np.ones((4, 4, 3)))', 'TypeError', 'array.astype(np.uint8)'],
    ['red.crop((3, 1, 3, 2))', 'ValueError', 'no pixels'],
    ['red.getpixel((6, 0))', 'IndexError', '6×4 pixels'],
    ["red.convert('CMYK')", 'ValueError', 'stand-in for Pillow'],
  ])('%s fails with %s', async (code, type, part) => {
    const { error } = await run(code);
    expect(error?.type).toBe(type);
    expect(error?.message).toContain(part);
  });

  it('draws boxes, lines, ellipses, polygons and text', async () => {
    const { value } = await run(
      [
        "canvas = Image.new('RGB', (100, 60))",
        'draw = ImageDraw.Draw(canvas)',
        "draw.rectangle([10, 10, 30, 30], outline='red', width=2)",
        'draw.ellipse((40, 10, 60, 30), fill=(0, 255, 0))',
        "draw.polygon([(70, 10), (90, 10), (80, 30)], fill='blue')",
        "draw.line([(0, 50), (99, 50)], fill='white', width=1)",
        "font = ImageFont.truetype('DejaVuSans.ttf', 12)",
        "draw.text((5, 34), 'abc', fill='yellow', font=font)",
        'p = canvas.getpixel',
        "(p((10, 10)), p((11, 11)), p((12, 12)), p((50, 20)), p((80, 15)), p((40, 50)), canvas.crop((0, 34, 40, 48)).getbbox() is not None, draw.textlength('abc', font) > 10)",
      ].join('\n'),
    );
    expect(value).toBe(
      '((255, 0, 0), (255, 0, 0), (0, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), True, True)',
    );
  });

  it.each([
    ["image_1.convert('L').crop((20, 10, 60, 50))", [20, 10, 60, 50], 1],
    ['image_1.crop((20, 10, 60, 50)).resize((80, 80), Image.LANCZOS)', [20, 10, 60, 50], 2],
    ['image_1.resize((100, 50)).crop((10, 10, 20, 20))', [20, 20, 40, 40], 0.5],
    ['image_1.resize((40, 40), box=(100, 0, 140, 40))', [100, 0, 140, 40], 1],
    ['ImageOps.autocontrast(image_1.crop((0, 0, 50, 50)))', [0, 0, 50, 50], 1],
    ['image_1.crop((50, 50, 90, 90)).filter(ImageFilter.SHARPEN)', [50, 50, 90, 90], 1],
    ['image_1.crop((50, 50, 90, 90)).split()[0]', [50, 50, 90, 90], 1],
    ['Image.fromarray(np.asarray(image_1)[20:40, 10:30])', [10, 20, 30, 40], 1],
    ['Image.open(image_1_path).crop((5, 6, 25, 36))', [5, 6, 25, 36], 1],
  ])('%s keeps its place', async (code, box, scale) => {
    const { images } = await run(`(${code}).show()`);
    expect(images[0]?.frame).toEqual({ figure: 'image_1', box, scale });
  });

  it.each([
    'image_1.rotate(10)',
    'image_1.transpose(Image.ROTATE_90)',
    'image_1.crop((-5, 0, 50, 50))',
    "ImageOps.expand(image_1, 5, 'white')",
  ])('%s has no place', async (code) => {
    const { images } = await run(`(${code}).show()`);
    expect(images).toHaveLength(1);
    expect(images[0]).not.toHaveProperty('frame');
  });
});

describe('the stand-in for matplotlib', () => {
  /** Height of the pixels of one colour in the plot that `code` draws. */
  const measure = (code: string, color: string) =>
    run(
      `plt.close('all')\n${code}\nfile = io.BytesIO()\nplt.savefig(file, format='png')\nplt.close()\nfile.seek(0)\n` +
        `drawn = np.asarray(Image.open(file))\nys, xs = np.nonzero((drawn == ${color}).all(axis=2))`,
    );

  it('draws bars as high as their numbers, from the axis', async () => {
    await measure("plt.bar(['a', 'b'], [2, 4], color=['red', 'blue'])", '(255, 0, 0)');
    const { value } = await run(
      'b = np.argwhere((drawn == (0, 0, 255)).all(axis=2))[:, 0]\n[bool(v) for v in (abs((b.max() - b.min() + 1) / (ys.max() - ys.min() + 1) - 2) < 0.03, b.max() == ys.max())]',
    );
    expect(value).toBe('[True, True]');
  });

  it('places points where the ticks say', async () => {
    await measure(
      "plt.figure(figsize=(8, 6))\nplt.scatter([0, 10, 10], [0, 0, 5], c='red', s=400)\nplt.xlim(-5, 15)\nplt.ylim(-5, 10)\nplt.grid(True)",
      '(255, 0, 0)',
    );
    const { value } = await run(
      [
        'mask = (drawn == (255, 0, 0)).all(axis=2).astype(np.uint8)',
        'centres = cv2.connectedComponentsWithStats(mask)[3][1:]',
        'x, y = sorted(centres[:, 0]), sorted(centres[:, 1])',
        'grid = (drawn == 215).all(axis=2)',
        'columns = np.flatnonzero(grid.mean(axis=0) > 0.3)',
        '[len(centres), *(bool(v) for v in (min(abs(columns - x[0])) <= 1.5, min(abs(columns - x[1])) <= 1.5, abs((x[1] - x[0]) / (y[1] - y[0]) - 10 / 5 * drawn.shape[1] / 20 / (drawn.shape[0] / 15)) < 0.2))]',
      ].join('\n'),
    );
    expect(value).toBe('[3, True, True, True]');
  });

  it('shows several axes on one canvas, without a frame, and says that it draws plainly', async () => {
    const { images, notes } = await run(
      [
        'fig, axs = plt.subplots(1, 2, figsize=(8, 4))',
        "axs[0].imshow(image_1); axs[0].set_title('left')",
        "axs[1].hist(np.asarray(image_1.convert('L')).ravel(), bins=16, label='luma'); axs[1].legend()",
        "fig.suptitle('both')",
        'plt.tight_layout()',
        'plt.show()',
      ].join('\n'),
    );
    expect(images).toMatchObject([{ title: 'both', width: 800, height: 400 }]);
    expect(images[0]).not.toHaveProperty('frame');
    expect(notes.join()).toContain("Figscope's small stand-in for matplotlib");
  });

  it('shows an axes with one image as that image, with what was drawn on it', async () => {
    const { images, notes } = await run(
      [
        'import matplotlib.patches as patches',
        'fig, ax = plt.subplots(figsize=(10, 10))',
        'ax.imshow(image_1)',
        "ax.add_patch(patches.Rectangle((50, 20), 40, 30, linewidth=2, edgecolor='r', facecolor='none'))",
        "ax.text(50, 15, 'here', color='yellow')",
        "plt.title('Marked')",
        'plt.show()',
        'plt.imshow(image_1)',
        'plt.xlim(20, 60)',
        'plt.ylim(80, 40)',
        'plt.show()',
      ].join('\n'),
    );
    expect(images).toMatchObject([
      { title: 'Marked', width: 600, height: 300, frame: { box: [0, 0, 200, 100], scale: 3 } },
      { frame: { figure: 'image_1', box: [20, 40, 61, 81] } },
    ]);
    expect(notes).toEqual([]);
  });

  it('leaves no plot open after show, and shows each once', async () => {
    const twice = await run('plt.imshow(image_1)\nplt.show()\nplt.show()\nplt.get_fignums()');
    expect(twice).toMatchObject({ value: '[]' });
    expect(twice.images).toHaveLength(1);
    const saved = await run(
      "plt.imshow(image_1.crop((0, 0, 100, 50)))\nprocessed_path = '/mnt/data/temp_processed_images/p.png'\nplt.savefig(processed_path)\nplt.close()",
    );
    expect(saved.images).toMatchObject([{ frame: { box: [0, 0, 100, 50] } }]);
  });

  it.each([
    ['plt.imshow(image_1.size)', 'TypeError', 'Invalid shape (2,)'],
    ['plt.imshow(np.zeros((0, 5, 3), np.uint8))', 'ValueError', 'no pixels'],
    ["plt.imshow(np.eye(3), cmap='nope')", 'ValueError', 'It has: '],
    ['plt.plot([1, 2, 3], [1, 2])', 'ValueError', 'same first dimension'],
    ["plt.plot([1], 'q?')", 'ValueError', 'not a valid format string'],
  ])('%s fails with %s', async (code, type, part) => {
    const { error } = await run(code);
    expect(error?.type).toBe(type);
    expect(error?.message).toContain(part);
  });
});
