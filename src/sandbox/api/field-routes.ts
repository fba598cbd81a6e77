import { z } from 'zod';
import { clearField, setField } from '../acts/set-field.ts';
import { visibleTask } from '../world/visibility.ts';
import { parse } from './body.ts';
import { type Answer, type Call, ok, param, type Route } from './route.ts';

/** One value of one custom field of one task a call. */
export const fieldRoutes: readonly Route[] = [
  { method: 'post', path: '/v2/task/:task/field/:field', handle: set },
  { method: 'delete', path: '/v2/task/:task/field/:field', handle: clear },
];

const Body = z.object({
  value: z.unknown().optional(),
  value_options: z.object({ time: z.boolean().optional() }).optional(),
});

function set(call: Call): Answer {
  const { act } = call;
  const { value, value_options } = parse(Body, call.body);
  const task = visibleTask(act.world, act.actor, param(call, 'task'));
  setField(act, task, param(call, 'field'), value, value_options?.time ?? false);
  return ok({});
}

function clear(call: Call): Answer {
  const { act } = call;
  clearField(act, visibleTask(act.world, act.actor, param(call, 'task')), param(call, 'field'));
  return ok({});
}
