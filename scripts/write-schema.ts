import { writeFileSync } from 'node:fs';
import { monitorSchemaText } from '../src/config/monitor-schema.ts';

writeFileSync(new URL('../config/monitor.schema.json', import.meta.url), monitorSchemaText());
