import { z } from 'zod';
import type { CatalogueEvent } from '../domain/draft-catalogue.ts';

/** `config/catalog.yaml`: the product's events, each with its kind. */

const Text = z.string({ error: 'write a text' }).trim().min(1, 'write a text');

const Entry = z
  .strictObject({
    name: Text,
    kind: z
      .enum(['core', 'setup', 'login', 'other'], { error: 'write core, setup, login or other' })
      .nullable()
      .default(null),
    description: Text.nullable().default(null),
    properties: z.array(Text, { error: 'write a list of property names, e.g. [test, amount]' }).default([]),
  })
  .transform((entry): CatalogueEvent => entry);

/** A list of events without doubles; names are compared as they are written, as senders send them. */
export const CatalogFile: z.ZodType<readonly CatalogueEvent[]> = z
  .array(Entry, { error: 'write a list of events: - { name: Task Completed, kind: core, description: … }' })
  .superRefine((events, report) => {
    const seen = new Set<string>();
    events.forEach((event, at) => {
      if (seen.has(event.name)) {
        report.addIssue({ code: 'custom', path: [at, 'name'], message: 'stands here twice: remove one of the two' });
      }
      seen.add(event.name);
    });
  });

/** Reads an already parsed catalogue. Throws a ZodError whose issues carry the path and the way out. */
export function parseCatalog(yamlValue: unknown): readonly CatalogueEvent[] {
  return CatalogFile.parse(yamlValue);
}
