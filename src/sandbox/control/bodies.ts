import { IANAZone } from 'luxon';
import { z } from 'zod';
import { AnyId } from '../api/body.ts';
import { FaultRule } from '../api/faults.ts';

/** The bodies of the control surface. Ids may be chosen; what is left out is made up, the same in every run. */

const Id = AnyId.optional();
const Name = z.string().trim().min(1);
const PersonIds = z.array(z.number().int()).optional();
const Statuses = z
  .array(
    z.union([
      z.string().transform((status) => ({ status })),
      z.object({
        status: Name,
        type: z.enum(['open', 'custom', 'done', 'closed']).optional(),
        color: z.string().optional(),
      }),
    ]),
  )
  .min(1)
  .optional();

export const TeamBody = z.object({ id: AnyId, name: Name });

export const UserBody = z.object({
  id: z.number().int().optional(),
  /** Null: an invitation that is still pending. */
  name: Name.nullable(),
  email: z.email().optional(),
  role: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).optional(),
  timezone: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), 'unknown time zone')
    .optional(),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .optional(),
  /** Whether `GET /team` shows this user; default: yes, except for negative ids. */
  listed: z.boolean().optional(),
});

export const UserChanges = z.object({ active: z.boolean().optional(), name: Name.optional() });

export const SpaceBody = z.object({
  id: Id,
  name: Name,
  team_id: Id,
  statuses: Statuses,
  private_to: PersonIds,
});

export const FolderBody = z.object({ id: Id, name: Name, space_id: AnyId });

export const ListBody = z.object({
  id: Id,
  name: Name,
  content: z.string().optional(),
  space_id: Id,
  folder_id: Id,
  statuses: Statuses,
  private_to: PersonIds,
  member_ids: PersonIds,
});

export const MembersBody = z.object({ user_ids: z.array(z.number().int()) });

const Option = z.union([z.string(), z.object({ id: z.string().optional(), name: Name, color: z.string().optional() })]);

/** Types that a person can choose in ClickUp's interface and that the API lets a client set. */
const FIELD_TYPES = [
  'short_text',
  'text',
  'url',
  'email',
  'phone',
  'number',
  'currency',
  'date',
  'checkbox',
  'drop_down',
  'labels',
  'users',
  'tasks',
  'emoji',
  'manual_progress',
  'location',
  'formula',
  'automatic_progress',
] as const;

export const FieldBody = z.object({
  id: z.string().optional(),
  name: Name,
  type: z.enum(FIELD_TYPES),
  options: z.array(Option).optional(),
  type_config: z.record(z.string(), z.unknown()).optional(),
  /** Absent: the field is on every list. */
  list_ids: z.array(AnyId).optional(),
  required: z.boolean().optional(),
  hide_from_guests: z.boolean().optional(),
});

export const ClockBody = z.object({ now: z.number().int().nullable() });

export const FaultsBody = z.union([
  z.array(FaultRule),
  z.object({ rules: z.array(FaultRule) }).transform(({ rules }) => rules),
]);

export const RateLimitBody = z.object({
  limit: z.number().int().min(1).optional(),
  window: z.enum(['fixed', 'sliding']).optional(),
});

/** Each is left as it is when absent. */
export const MannersBody = z
  .strictObject({
    replies_told_as: z.enum(['both', 'taskUpdated', 'taskCommentPosted']),
    edits_keep_history_id: z.boolean(),
    removed_assignee_in: z.enum(['before', 'after']),
    creation_tells_assignees: z.boolean(),
    comments_move_tasks: z.boolean(),
    told_tags: z.enum(['full', 'id as text']),
    rate_reset_in: z.enum(['seconds', 'milliseconds']),
  })
  .partial();

export const ResetBody = z.object({ team: TeamBody.optional() });
