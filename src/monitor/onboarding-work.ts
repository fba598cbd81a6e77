import type { AccountKey } from '../domain/account.ts';
import type { OnboardingWork, Side } from '../domain/whose-move.ts';
import type { Member } from './board.ts';
import type { OpenTask } from './onboarding-store.ts';
import type { Store } from './store.ts';

/** What is known of each account's onboarding workspace, with whose side each open task is on by who people are now. */
export async function onboardingWorkOf(
  { onboarding }: Pick<Store, 'onboarding'>,
  people: readonly Pick<Member, 'id' | 'role'>[],
  keys: readonly AccountKey[],
): Promise<(key: AccountKey) => OnboardingWork> {
  const known = await onboarding.of(keys);
  const roles = new Map(people.map(({ id, role }) => [id, role]));
  return (key) => {
    const workspace = known.get(key);
    if (workspace === undefined) return { kind: 'no_workspace' };
    if (workspace.kind === 'out_of_sight') return { kind: 'out_of_sight' };
    if (workspace.readAt === null) return { kind: 'not_read_yet' };
    return { kind: 'read', tasks: workspace.tasks.map((task) => withSide(task, roles)) };
  };
}

function withSide(task: OpenTask, roles: ReadonlyMap<number, Member['role']>) {
  return {
    ...task,
    side: sideOf(task, roles),
    assignees: task.assignees.map(({ name }) => name),
  };
}

/**
 * Guests are customers. A task that a member (or one of ClickUp's own agents, who act for us) has as well is ours; one whose
 * assignees are gone from the workspace is nobody's.
 */
function sideOf({ assignees }: OpenTask, roles: ReadonlyMap<number, Member['role']>): Side {
  const sides = assignees.map(({ id }): Side => {
    const role = roles.get(id);
    if (id < 0) return 'ours';
    return role === undefined ? 'nobody' : role === 'guest' ? 'customer' : 'ours';
  });
  return (['ours', 'customer'] as const).find((side) => sides.includes(side)) ?? 'nobody';
}
