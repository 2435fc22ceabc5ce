/**
 * Variables that the inference process gets. It needs no others, and so knows no keys, tokens or names: what a model's files could make it
 * do, it does without them.
 *
 * * finding libraries: PATH, LD_LIBRARY_PATH (Linux), SystemRoot, windir (Windows loads nothing without), ProgramFiles and ProgramData
 *   (drivers), HIP_PATH, CUDA_*
 * * drivers' caches and sockets: HOME, USERPROFILE, LOCALAPPDATA, TMPDIR, TEMP, TMP, XDG_RUNTIME_DIR, XDG_CACHE_HOME, XDG_DATA_DIRS and XDG_CONFIG_*
 *   (where Vulkan looks for its drivers), DISPLAY, WAYLAND_DISPLAY
 * * choice of a GPU: CUDA_*, NVIDIA_*, VK_*, MESA_*, LIBGL_*, DRI_PRIME, AMD_*, INTEL_*
 * * memory and threads: OMP_*, MALLOC_*
 */
const NAMES = new Set([
  'PATH',
  'LD_LIBRARY_PATH',
  'SYSTEMROOT',
  'WINDIR',
  'PROGRAMFILES',
  'PROGRAMDATA',
  'HIP_PATH',
  'HOME',
  'USERPROFILE',
  'LOCALAPPDATA',
  'TMPDIR',
  'TEMP',
  'TMP',
  'XDG_RUNTIME_DIR',
  'XDG_CACHE_HOME',
  'XDG_DATA_DIRS',
  'XDG_DATA_HOME',
  'XDG_CONFIG_DIRS',
  'XDG_CONFIG_HOME',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'DRI_PRIME',
]);
const FAMILIES = /^(?:CUDA|NVIDIA|VK|MESA|LIBGL|AMD|INTEL|OMP|MALLOC)_/u;

/** The reduced environment. `electron`: the Node is Electron and has to be told to behave as Node. */
export function processEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  electron: boolean,
): Record<string, string> {
  const kept = Object.entries(env).flatMap(([name, value]) => {
    const upper = name.toUpperCase();
    return value !== undefined && (NAMES.has(upper) || FAMILIES.test(upper))
      ? [[name, value] as const]
      : [];
  });
  return { ...Object.fromEntries(kept), ...(electron ? { ELECTRON_RUN_AS_NODE: '1' } : {}) };
}
