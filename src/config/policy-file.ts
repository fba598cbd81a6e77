import { z } from 'zod';
import { AlertsSection } from './monitor-file.ts';
import { checkYaml, type FileOutcome } from './yaml-file.ts';

/**
 * A policy to compare with: some of the keys of `alerts` in monitor.yaml, by themselves or under `alerts:`; what it leaves out
 * stays as it is.
 */
export function readPolicyFile(name: string, text: string, current: AlertsSection): FileOutcome<AlertsSection> {
  const over = (given: unknown): unknown => {
    const keys = isRecord(given) && isRecord(given.alerts) && Object.keys(given).length === 1 ? given.alerts : given;
    return isRecord(keys) ? { ...current, ...keys } : keys;
  };
  return checkYaml(name, text, z.preprocess(over, AlertsSection));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
