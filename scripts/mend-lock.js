// npm forgets a package's own `gypfile: false` when it installs from a lock file, and then wants Python to build
// better-sqlite3, whose binaries ship inside the package. Saying it in the lock entry holds for every npm; npm drops
// the line at each `npm install`, so run `npm run lock:mend` after one (a test reminds you).
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
lock.packages['node_modules/better-sqlite3'].gypfile = false;
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
