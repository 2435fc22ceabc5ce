// System packages, where we may install them.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Path of a program, or undefined. @param {string} name */
export function which(name) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

export const canInstall = () => process.getuid?.() === 0 && which('apt-get') !== undefined;

/** Installs Debian packages. @param {readonly string[]} packages @returns {boolean} done? */
export function aptInstall(packages) {
  process.stderr.write(`Installing ${packages.join(', ')} with apt-get…\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (/** @type {readonly string[]} */ ...args) =>
    spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env })
      .status === 0;
  apt('update');
  return apt('install', '-y', '--no-install-recommends', ...packages);
}
