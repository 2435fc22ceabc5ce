import { selectors } from 'playwright-core';

let registered: Promise<void> | undefined;

/**
 * Selectors `surface=view` and `surface=tab`: the frame of Figscope's view, and of the tab that is seen. The frames lie side by side
 * over the workbench, and the purpose that VS Code writes into their address is missing in views that are shown again: where they
 * are on the screen tells them apart.
 */
export function registerSurfaces(): Promise<void> {
  registered ??= selectors.register('surface', () => {
    const own = (root: ParentNode, surface: string): Element[] => {
      const editors = document.querySelector('.part.editor')?.getBoundingClientRect();
      return [
        ...root.querySelectorAll('iframe.webview[src*="extensionId=figscope.figscope"]'),
      ].filter((frame) => {
        const { left, top, width, height } = frame.getBoundingClientRect();
        if (width === 0 || getComputedStyle(frame).visibility === 'hidden') return false;
        const [x, y] = [left + width / 2, top + height / 2];
        const inEditors =
          editors !== undefined &&
          x > editors.left &&
          x < editors.right &&
          y > editors.top &&
          y < editors.bottom;
        return inEditors === (surface === 'tab');
      });
    };
    return {
      query: (root: ParentNode, surface: string) => own(root, surface)[0] ?? null,
      queryAll: own,
    };
  });
  return registered;
}
