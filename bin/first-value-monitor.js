#!/usr/bin/env node
import * as modules from 'node:module';
import { join } from 'node:path';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Node.js ${process.versions.node} cannot run this: take 22.18 or newer, or start it by npm or npx, which take the one that npm ci has installed\n`,
  );
  process.exit(2);
}
// What Node made of our files is kept beside the packages: a command starts half a second sooner. Where that folder is read-only it is not.
modules.enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/first-value-monitor'));
await import('../src/main.ts');
