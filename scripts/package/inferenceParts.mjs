// Notices of what ONNX Runtime's libraries contain and bring along.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../ensure.mjs';

/** @typedef {import('./bundledPackages.mjs').Notice} Notice */

/** Of the same version as the npm package, which ships none. Taken from its Python package. */
const VERSION = '1.30.0';

/** Beside onnxruntime.dll. @type {readonly Notice[]} */
const WINDOWS = [
  {
    name: 'DirectML (DirectML.dll)',
    version: '',
    licence: 'Microsoft Software License Terms',
    text: `Copyright (c) Microsoft Corporation. All rights reserved.
DirectML.dll is unchanged and is used by Figscope alone, to run models on the GPU. Its terms, which hold for whoever uses it, are those of
the package Microsoft.AI.DirectML: https://www.nuget.org/packages/Microsoft.AI.DirectML/1.15.4/License`,
  },
  {
    name: 'DirectX Shader Compiler (dxcompiler.dll, dxil.dll)',
    version: '',
    licence: 'NCSA (dxcompiler.dll), Microsoft Software License Terms (dxil.dll)',
    text: `Copyright (c) 2003-2015 University of Illinois at Urbana-Champaign. All rights reserved.
Copyright (c) Microsoft Corporation. All rights reserved.
Both are unchanged. Their terms: https://github.com/microsoft/DirectXShaderCompiler/releases (LICENSE-LLVM.txt, LICENSE-MIT.txt and
LICENSE-MS.txt of each release)`,
  },
];

/** @param {string} target @returns {Promise<Notice[]>} */
export async function inferenceNotices(target) {
  const manifest = await readFile(join(root, 'node_modules/onnxruntime-node/package.json'), 'utf8');
  const { version } = JSON.parse(manifest);
  if (version !== VERSION)
    throw new Error(
      `onnxruntime-node is ${version}, its notices are of ${VERSION}: put those of the new version into scripts/package/licences.`,
    );
  const text = await readFile(
    join(root, `scripts/package/licences/onnxruntime-${VERSION}.txt`),
    'utf8',
  );
  return [
    { name: 'What ONNX Runtime contains', version, licence: 'several', text },
    ...(target.startsWith('win32') ? WINDOWS : []),
  ];
}
