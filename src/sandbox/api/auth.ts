import type { Person } from '../world/model.ts';
import { refusals } from '../world/refusal.ts';
import type { World } from '../world/world.ts';

/**
 * Who is asking. A personal token is sent raw: with `Bearer` in front it is looked up among OAuth tokens, of which there are
 * none here, and fails in a way that looks like a bad token.
 */
export function authorize(world: World, authorization: string | undefined): Person {
  if (authorization === undefined || authorization === '') throw refusals.noAuthorization();
  if (/^bearer\s/i.test(authorization)) throw refusals.tokenNotFound();
  const person = [...world.people.values()].find(({ token }) => token === authorization);
  if (!person?.active) throw refusals.tokenInvalid();
  return person;
}
