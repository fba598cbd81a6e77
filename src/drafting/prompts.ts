import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { MonitorError } from '../shared/errors.ts';
import type { Purpose } from './writer.ts';

/** What a model is told to do: the text of one file of prompts/, and its name with the version of that text. */
export interface Prompt {
  /** `draft-plan@4f2c9a1b`: stored with what was written by it. */
  readonly version: string;
  readonly text: string;
}

export type Prompts = Readonly<Record<Purpose, Prompt>>;

/** The folder that is shipped beside the code. */
export const SHIPPED_PROMPTS = new URL('../../prompts/', import.meta.url);

/** Reads every prompt, once. @throws MonitorError `bad_settings` where a file is missing */
export async function readPrompts(folder: URL = SHIPPED_PROMPTS): Promise<Prompts> {
  const read = (purpose: Purpose): Promise<Prompt> => readPrompt(folder, purpose);
  const [draftPlan, critique, intervention, answer, editPlan] = await Promise.all([
    read('draft-plan'),
    read('critique'),
    read('intervention'),
    read('answer'),
    read('edit-plan'),
  ]);
  return { 'draft-plan': draftPlan, critique, intervention, answer, 'edit-plan': editPlan };
}

async function readPrompt(folder: URL, purpose: Purpose): Promise<Prompt> {
  const file = `prompts/${purpose}.md`;
  const text = await readFile(new URL(`${purpose}.md`, folder), 'utf8').catch((thrown: unknown) => {
    throw new MonitorError('bad_settings', `${file}: cannot be read: restore it from the repository`, thrown);
  });
  return { text, version: `${purpose}@${createHash('sha256').update(text).digest('hex').slice(0, 8)}` };
}
