import { z } from 'zod';

/**
 * The few forms that ids, dates and people take on ClickUp's wire, each brought to one form of ours. Everything else in this
 * room is built from these, and only what we read is checked: ClickUp adds properties without notice.
 */

/** Ids of everything but people: strings, though some answers give numbers. Unsafe integers are refused, never rounded. */
export const Id = z.union([z.string().min(1), z.int()]).transform(String);

/** Ids of people: numbers, negative for ClickUp's own agents; v3 and some webhooks write them as strings. */
export const UserId = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number)
    .pipe(z.int()),
]);

/** Milliseconds since 1970, mostly as a string. */
export const Millis = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);

export const WireUser = z.object({
  id: UserId,
  username: z.string().nullish().catch(null),
  email: z.string().nullish().catch(null),
});
export type WireUser = z.infer<typeof WireUser>;

/** How a person is called: pending invitees have no name, their e-mail stands in. */
export function nameOf(user: WireUser): string {
  return user.username || user.email || `user ${user.id}`;
}

/** For answers of which nothing is read. */
export const Ignored = z.unknown();
