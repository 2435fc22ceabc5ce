import { build } from 'esbuild';

export interface PageFiles {
  readonly script: string;
  readonly style: string;
}

let built: Promise<PageFiles> | undefined;

/** The page's script and style sheet, bundled as scripts/build.mjs does it, without the minifier's time. */
export function pageFiles(): Promise<PageFiles> {
  built ??= bundle();
  return built;
}

async function bundle(): Promise<PageFiles> {
  const { outputFiles } = await build({
    entryPoints: { main: 'webview/main.tsx' },
    bundle: true,
    write: false,
    outdir: 'out',
    platform: 'browser',
    format: 'iife',
    target: 'chrome132',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  const text = (end: string): string =>
    outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  return { script: text('.js'), style: text('.css') };
}
