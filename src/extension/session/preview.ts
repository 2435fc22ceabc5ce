import type { Figure } from '../../figures/figure.ts';
import type { Picture } from '../../panel/protocol.ts';
import { runLimits } from '../settings.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';

/** A PNG of a figure that no browser reads, decoded in a sandbox of its own. @throws FigureError, SandboxError */
export async function previewOf(figure: Figure, sandboxes: Sandboxes): Promise<Picture> {
  const done = sandboxes.work();
  try {
    const sandbox = await sandboxes.create();
    try {
      const { figures } = await sandbox.start([figure], {
        maxPreviewPixels: runLimits().maxImagePixels,
      });
      const [prepared] = figures;
      if (!prepared) throw new Error('The sandbox gave no preview.');
      return { mime: 'image/png', bytes: prepared.preview.png };
    } finally {
      await sandbox.dispose();
    }
  } finally {
    done();
  }
}
