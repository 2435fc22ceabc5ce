import { beforeAll, describe, expect, it } from 'vitest';
import type { Figure } from '../../../src/figures/figure.ts';
import type { ImageConvention } from '../../../src/reasoning/profiles/profile.ts';
import { startProcess } from '../../../src/sandbox/start.ts';
import { figure, makeFile, startSandbox } from './helpers.ts';

/** Two figures of noise (so that no region looks like another), the second smaller, and one of 16 bits. */
let figures: Figure[];
let deep: Figure;
beforeAll(async () => {
  const { sandbox, run } = await startSandbox();
  const noise = (width: number, height: number) =>
    `data = cv2.imencode('.png', np.random.default_rng(1).integers(0, 255, (${height}, ${width}, 3), np.uint8))[1]`;
  figures = [
    figure(await makeFile(run, noise(400, 300)), 'png', { id: 'image_1' }),
    figure(await makeFile(run, noise(120, 90)), 'png', { id: 'image_2' }),
  ];
  const numbers =
    "data = cv2.imencode('.tiff', np.linspace(0, 5000, 60 * 80).reshape(60, 80).astype(np.uint16))[1]";
  deep = figure(await makeFile(run, numbers), 'tiff', { bitDepth: 16, channels: 1 });
  await sandbox.dispose();
});

const started = (convention: ImageConvention, of: readonly Figure[] = figures) =>
  startSandbox(of, { convention });

const region = (box: number[], scale = 1, id = 'image_1') => ({ figure: id, box, scale });

describe('figkit', () => {
  it('is the convention that holds without a word', async () => {
    const { sandbox, run } = await startSandbox(figures);
    const names = "[n for n in ('plt', 'image_clue_0', 'image_path') if n in globals()]";
    expect((await run(`(image_2.shape, image_2_path, ${names})`)).value).toBe(
      "((90, 120, 3), '/figures/image_2.png', [])",
    );
    await sandbox.dispose();
  });

  it('follows a crop through files that cv2 writes and reads', async () => {
    const { sandbox, run } = await startSandbox(figures);
    const written = await run(
      "img = cv2.imread(image_1_path)\nprocessed_path = '/tmp/crop.png'\ncv2.imwrite(processed_path, img[20:120, 40:200])",
    );
    expect(written.images[0]).toMatchObject({ frame: region([40, 20, 200, 120]) });
    const again = await run(
      "small = cv2.imread('/tmp/crop.png')[50:70, 10:40]\nbig = cv2.resize(small, None, fx=4, fy=4)\ncv2.imwrite('/tmp/big.png', big)\nprint('/tmp/big.png')",
    );
    expect(again.images[0]).toMatchObject({ frame: region([50, 70, 80, 90], 4) });
    await run("open('/tmp/crop.png', 'wb').write(cv2.imencode('.png', np.zeros((100, 160)))[1])");
    expect((await run("cv2.imread('/tmp/crop.png').__class__.__name__")).value).toBe("'ndarray'");
    await sandbox.dispose();
  });
});

describe('pil (DeepEyesV2)', () => {
  it('has the figures as PIL images, the arrays beside them, and plt', async () => {
    const { sandbox, run } = await started('pil');
    const seen = await run(
      '(image_1.size, image_2.mode, image_1_array.shape, image_2_path, plt.__name__, isinstance(image_1, Image.Image))',
    );
    expect(seen.value).toBe(
      "((400, 300), 'RGB', (300, 400, 3), '/figures/image_2.png', 'matplotlib.pyplot', True)",
    );
    await sandbox.dispose();
  });

  it('runs code as the model writes it, and knows where each image lies', async () => {
    const { sandbox, run } = await started('pil');
    const { images, error } = await run(
      [
        'import matplotlib.pyplot as plt',
        'from PIL import Image, ImageEnhance',
        '# Crop the region of interest',
        'crop_box = (100, 50, 200, 150)',
        'cropped_image = image_1.crop(crop_box)',
        'enhancer = ImageEnhance.Contrast(cropped_image)',
        'enhanced = enhancer.enhance(1.5)',
        'plt.figure(figsize=(8, 8))',
        'plt.imshow(enhanced)',
        "plt.axis('off')",
        "plt.title('Region')",
        'plt.show()',
        'plt.imshow(image_2.crop((0, 0, 60, 90)).resize((120, 180), Image.LANCZOS))',
        'plt.show()',
      ].join('\n'),
    );
    expect(error).toBeUndefined();
    expect(images[0]).toMatchObject({
      title: 'Region',
      width: 600,
      frame: region([100, 50, 200, 150], 6),
    });
    expect(images[1]).toMatchObject({ frame: { figure: 'image_2', box: [0, 0, 60, 90] } });
    await sandbox.dispose();
  });

  it('displays as a notebook does', async () => {
    const { sandbox, run } = await started('pil');
    const seen = await run("display(image_1.crop((10, 20, 60, 70)), 'text')");
    expect(seen).toMatchObject({ stdout: 'text\n', images: [{ frame: region([10, 20, 60, 70]) }] });
    await sandbox.dispose();
  });

  it('keeps the place through numpy, and draws on a copy', async () => {
    const { sandbox, run } = await started('pil');
    const { images, stdout } = await run(
      [
        'from PIL import ImageDraw',
        'arr = np.array(image_1)',
        'view = Image.fromarray(arr[10:60, 20:120])',
        'draw = ImageDraw.Draw(view)',
        "draw.rectangle([0, 0, 30, 30], outline='red', width=4)",
        'view.show()',
        "ImageDraw.Draw(image_1).rectangle([0, 0, 399, 299], fill='black')",
        'figkit.show(figkit.crop(image_1_array, [20, 10, 40, 30]))',
        'print(np.asarray(image_1).max(), image_1_array.max(), image_1.getpixel((5, 5)))',
      ].join('\n'),
    );
    expect(images.map(({ frame }) => frame)).toEqual([
      region([20, 10, 120, 60]),
      region([20, 10, 40, 30]),
    ]);
    expect(stdout).toBe('0 254 (0, 0, 0)\n');
    expect(images[1]?.stats.spread).toBeGreaterThan(10);
    await sandbox.dispose();
  });

  it('is kept by restart and by a process that takes the place of another', async () => {
    const { sandbox, run } = await started('pil');
    await run('x = 1');
    process.kill(sandbox.pid ?? 0, 'SIGKILL');
    await expect.poll(async () => (await run('type(image_1).__name__')).value).toBe("'Image'");
    await sandbox.restart();
    expect((await run("(type(image_2).__name__, 'x' in globals())")).value).toBe(
      "('Image', False)",
    );
    await sandbox.dispose();
  });
});

describe('clue (PyVision)', () => {
  it('numbers on with what cells show', async () => {
    const { sandbox, run } = await started('clue');
    const first = await run(
      [
        'import matplotlib.pyplot as plt',
        'width, height = image_clue_1.size',
        'img_np = np.array(image_clue_0)',
        'left_crop = img_np[100:200, 50:150, :]',
        'plt.imshow(left_crop)',
        "plt.axis('off')",
        'plt.show()',
        'print(width, height)',
      ].join('\n'),
    );
    expect(first).toMatchObject({
      stdout: '120 90\n',
      images: [{ frame: region([50, 100, 150, 200], 4) }],
    });
    const next = await run(
      '(image_clue_2.size, image_1.shape, str(image_clue_2.crop((40, 0, 80, 40)).frame))',
    );
    expect(next.value).toBe("((400, 400), (300, 400, 3), 'image_1 [60, 100, 70, 110] ×4')");
    await sandbox.dispose();
  });

  it('still has them when the process was replaced, and forgets them at a restart', async () => {
    const { sandbox, run } = await started('clue');
    await run('plt.imshow(image_clue_0.crop((50, 60, 150, 160)))\nplt.show()');
    const stopped = await run('while True: pass', { timeMs: 300 });
    expect(stopped.error?.type).toBe('TimeLimit');
    const after = await run(
      'plt.imshow(image_clue_2)\nplt.show()\n(image_clue_2.size, str(image_clue_2.frame))',
    );
    expect(after).toMatchObject({
      stateLost: true,
      value: "((400, 400), 'image_1 [50, 60, 150, 160] ×4')",
    });
    const names = "[n for n in sorted(globals()) if n.startswith('image_clue')]";
    expect((await run(names)).value).toContain("'image_clue_3'");
    await sandbox.restart();
    expect((await run(names)).value).toBe("['image_clue_0', 'image_clue_1']");
    await sandbox.dispose();
  });

  it('reads a variable that was taken for a file, and says so', async () => {
    const { sandbox, run } = await started('clue');
    const seen = await run("Image.open('image_clue_1.png').size");
    expect(seen.value).toBe('(120, 90)');
    expect(seen.notes.join()).toContain(
      'There is no file image_clue_1.png; /figures/image_2.png was read instead.',
    );
    expect((await run("Image.open('photo.png')")).error?.type).toBe('FileNotFoundError');
    await sandbox.dispose();
  });
});

describe('path (Thyme)', () => {
  it('takes an image that PIL wrote into the folder for results', async () => {
    const { sandbox, run } = await started('path');
    const { images, stdout, error } = await run(
      [
        'from PIL import Image',
        'import os, random',
        'img = Image.open(image_path)',
        'width, height = img.size',
        'crop = img.crop((30, 40, 130, 140)).resize((200, 200), Image.Resampling.LANCZOS)',
        "processed_path = f'/mnt/data/temp_processed_images/image_1_{random.randint(1, 9)}.jpg'",
        'crop.save(processed_path)',
        'print(processed_path)',
      ].join('\n'),
    );
    expect(error).toBeUndefined();
    expect(stdout).toMatch(/^\/mnt\/data/);
    expect(images).toMatchObject([
      { width: 200, height: 200, frame: region([30, 40, 130, 140], 2) },
    ]);
    await sandbox.dispose();
  });

  it('takes one that cv2 wrote into a folder that did not exist, once', async () => {
    const { sandbox, run } = await started('path');
    const folder = '/mnt/data/temp_processed_images/run7';
    const first = await run(
      `img = cv2.imread(image_2_path)\nprocessed_path = '${folder}/a.jpg'\ncv2.imwrite(processed_path, img[10:50, 20:80])`,
    );
    expect(first.images).toMatchObject([{ frame: region([20, 10, 80, 50], 1, 'image_2') }]);
    const next = await run("print('Image size:', image_1.shape, image_path)");
    expect(next).toMatchObject({
      images: [],
      stdout: 'Image size: (300, 400, 3) /figures/image_1.png\n',
    });
    const zoomed = await run(
      `from PIL import Image\nImage.open(processed_path).crop((10, 10, 30, 30)).save('${folder}/b.png')\nprint('${folder}/b.png')`,
    );
    expect(zoomed.images).toMatchObject([{ frame: region([30, 20, 50, 40], 1, 'image_2') }]);
    await sandbox.dispose();
  });

  it('goes on after a restart', async () => {
    const { sandbox, run } = await started('path');
    await sandbox.restart();
    expect((await run("import os\n(image_path, os.listdir('/mnt/data'))")).value).toBe(
      "('/figures/image_1.png', ['temp_processed_images'])",
    );
    await sandbox.dispose();
  });
});

describe('a figure of 16 bits', () => {
  it.each<[ImageConvention, string]>([
    ['pil', '(image_1.mode, image_1.getextrema()[0], image_1_raw.dtype.name)'],
    ['clue', '(image_clue_0.mode, image_clue_0.getextrema()[0], image_1_raw.dtype.name)'],
    [
      'path',
      "(cv2.imread(image_path).shape and 'RGB', (int(image_1.min()), int(image_1.max())), image_1_raw.dtype.name)",
    ],
  ])('comes stretched to 8 bits in %s, with its numbers beside', async (convention, code) => {
    const { sandbox, run } = await started(convention, [deep]);
    expect((await run(code)).value).toBe("('RGB', (0, 255), 'uint16')");
    await sandbox.dispose();
  });
});

it.each<[ImageConvention, string]>([
  ['pil', '(plt.__name__, image_1.size)'],
  ['clue', '(plt.__name__, image_clue_0.size)'],
])('%s holds when Python was started without the snapshot, too', async (convention, code) => {
  const { process: child } = await startProcess({ snapshot: false, packages: [] });
  await child.channel.request('load', {
    figures: figures.slice(0, 1),
    maxPreviewPixels: 1000,
    convention,
    shown: [],
  });
  const limits = { outputBytes: 1_000, images: 1, imagePixels: 1_000 };
  expect((await child.channel.request('run', { code, ...limits })).value).toBe(
    "('matplotlib.pyplot', (400, 300))",
  );
  await child.kill();
});
