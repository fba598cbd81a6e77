import { type Check, ok } from './finding.ts';

export const checkModel: Check = async ({ model }) => [
  ok('model', model === null ? 'none: the template drafter does all drafting' : model),
];
