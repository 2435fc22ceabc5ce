import { describe, expect, it } from 'vitest';
import { probeIsolation } from '../../../src/sandbox/index.ts';
import { startProcess } from '../../../src/sandbox/start.ts';

describe('a sandbox process', () => {
  it('shows every required layer, and reports packages that are missing with the reason', async () => {
    const report = await probeIsolation({ cacheFolder: '/nowhere' });
    expect(report.usable).toBe(true);
    expect(report.layers.filter((layer) => layer.required && !layer.inForce)).toEqual([]);
    expect(report.layers.length).toBeGreaterThan(9);
    const packages = Object.fromEntries(report.packages.map((one) => [one.name, one]));
    expect(packages['numpy']).toEqual({
      name: 'numpy',
      version: '2.2.5',
      available: true,
      from: 'bundle',
    });
    expect(packages['opencv-python']).toMatchObject({ version: '4.11.0.86', available: true });
    expect(packages['scipy']).toMatchObject({ available: false });
    expect(packages['scipy']?.from).toContain('downloads are off');
    // A stand-in is told as one, with the reason why the real package is not there.
    expect(packages['matplotlib']).toMatchObject({ available: true, version: 'stand-in' });
    expect(packages['matplotlib']?.from).toMatch(/^figscope stand-in.*downloads are off$/);
    expect(packages['pillow']).toMatchObject({ available: true, version: 'stand-in' });
  });

  it('starts without a snapshot as well, with the same layers', async () => {
    const { process, isolation } = await startProcess({ snapshot: false, packages: [] });
    expect(isolation.filter((layer) => layer.required && !layer.inForce)).toEqual([]);
    const seen = await process.channel.request('run', {
      code: 'int(cv2.imdecode(cv2.imencode(".png", np.ones((2, 3), np.uint8))[1], 0).sum())',
      outputBytes: 1_000,
      images: 1,
      imagePixels: 1_000,
    });
    expect(seen.value).toBe('6');
    await process.kill();
  });

  it('gives the same numbers with and without the snapshot', async () => {
    const code =
      'rng = np.random.default_rng(5)\na = rng.normal(size=(40, 40))\n[float(np.linalg.det(a @ a.T)), int(cv2.GaussianBlur((a * 50).astype(np.uint8), (5, 5), 1).sum())]';
    const values: unknown[] = [];
    for (const snapshot of [true, false]) {
      const { process } = await startProcess({ snapshot, packages: [] });
      const limits = { outputBytes: 1_000, images: 1, imagePixels: 1_000 };
      values.push((await process.channel.request('run', { code, ...limits })).value);
      await process.kill();
    }
    expect(values[0]).toMatch(/^\[/);
    expect(values[0]).toBe(values[1]);
  });
});
