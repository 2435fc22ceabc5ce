import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Panel } from './panel.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary: string }[];
}

/**
 * Serious and critical findings of axe-core in the panel as the editor shows it, one line each.
 * @param ground the theme's colour behind the page, which axe does not see: it is outside of the frame
 */
export async function findings(
  panel: Panel,
  ground: 'sideBar' | 'editor',
): Promise<readonly string[]> {
  const frame = await (await panel.outer.elementHandle())?.contentFrame();
  const inner =
    frame?.childFrames().find((child) => child.name() === 'active-frame') ??
    frame?.childFrames()[0];
  if (!inner) throw new Error('The panel is not there.');
  // Not a script element: the page's own policy refuses those.
  await inner.evaluate(AXE);
  const violations = await inner.evaluate(async (part) => {
    document.documentElement.style.background = `var(--vscode-${part}-background)`;
    const { axe } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: Violation[] }> };
    };
    const { violations: found } = await axe.run({ resultTypes: ['violations'] });
    document.documentElement.style.background = '';
    return found;
  }, ground);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id} ${JSON.stringify(target)} ${failureSummary}`,
      ),
    );
}
