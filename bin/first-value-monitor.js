#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// What Node made of our files is kept beside the packages: a command starts half a second sooner. Where that folder is read-only it is not.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/first-value-monitor'));
await import('../src/main.ts');
