// The platforms that Figscope is packaged for, and the native npm packages of which each platform gets its own files only.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ readonly platform: string, readonly arch: string }} Platform As Node names them.
 * @typedef {object} NativePackage
 * @property {string} name The npm package.
 * @property {readonly string[]} files Paths in the package that every platform needs; a folder ends in a slash.
 * @property {(platform: Platform) => string} [folder] The folder in the package that holds one platform's files; ends in a slash.
 * @property {RegExp} [leftOut] Paths that are not shipped, of what the others name.
 */

/** VS Code's name of each platform. @type {Readonly<Record<string, Platform>>} */
export const TARGETS = {
  'linux-x64': { platform: 'linux', arch: 'x64' },
  'linux-arm64': { platform: 'linux', arch: 'arm64' },
  'darwin-arm64': { platform: 'darwin', arch: 'arm64' },
  'win32-x64': { platform: 'win32', arch: 'x64' },
};

const FOR_DEVELOPERS = /\.(?:map|d\.ts)$/;

/**
 * Packages with native files, and those that they require; they lie in `dist/node_modules` of the extension. What onnxruntime-node needs
 * when it is installed (adm-zip, global-agent) is not shipped. @type {readonly NativePackage[]}
 */
export const NATIVE_PACKAGES = [
  {
    name: 'onnxruntime-node',
    files: ['dist/'],
    folder: ({ platform, arch }) => `bin/napi-v6/${platform}/${arch}/`,
    // macOS has the same library twice; the binding links `@rpath/libonnxruntime.1.dylib`.
    leftOut: /\.(?:map|d\.ts)$|\/libonnxruntime\.\d+\.\d+\.\d+\.dylib$/,
  },
  { name: 'onnxruntime-common', files: ['dist/cjs/'], leftOut: FOR_DEVELOPERS },
];

/**
 * What a platform has of a native package: `from` is relative to the package's folder, `to` to the extension's; folders end in a slash.
 * @param {NativePackage} native
 * @param {string} target
 * @returns {{ from: string, to: string }[]}
 */
export function nativePaths(native, target) {
  const platform = Object.hasOwn(TARGETS, target) ? TARGETS[target] : undefined;
  if (!platform) throw new Error(`There is no platform "${target}".`);
  const own = native.folder ? [native.folder(platform)] : [];
  return ['package.json', ...native.files, ...own].map((from) => ({
    from,
    to: `dist/node_modules/${native.name}/${from}`,
  }));
}

/**
 * The same, of a package that is installed. Throws when it has nothing for the platform.
 * @param {NativePackage} native
 * @param {string} target
 * @param {string} packageFolder
 */
export function selectNativeFiles(native, target, packageFolder) {
  const paths = nativePaths(native, target);
  const missing = paths.find(({ from }) => !existsSync(join(packageFolder, from)));
  if (missing)
    throw new Error(`${native.name} has no files for ${target}: ${missing.from} is missing.`);
  return paths;
}

/**
 * Targets from the command line; all of them when none is named.
 * @param {readonly string[]} names
 * @returns {string[]}
 */
export function chooseTargets(names) {
  const unknown = names.filter((name) => !Object.hasOwn(TARGETS, name));
  if (unknown.length > 0)
    throw new Error(
      `Unknown platform: ${unknown.join(', ')}. Known: ${Object.keys(TARGETS).join(', ')}.`,
    );
  return names.length > 0 ? [...new Set(names)] : Object.keys(TARGETS);
}
