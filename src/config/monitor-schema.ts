import { z } from 'zod';
import { MonitorFile } from './monitor-file.ts';

/** The JSON Schema that stands beside monitor.yaml, so that editors complete it; `npm run schema` writes it. */
export function monitorSchemaText(): string {
  const schema = z.toJSONSchema(MonitorFile, { io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify({ title: 'First Value Monitor: monitor.yaml', ...schema }, null, 2)}\n`;
}
