import { z } from 'zod';
import type { Member } from '../monitor/board.ts';
import type { ClickUpClient } from './client.ts';
import { ClickUpError } from './errors.ts';
import { Id, nameOf, UserId } from './wire.ts';

const WireMember = z.object({
  user: z.object({
    id: UserId,
    username: z.string().nullish().catch(null),
    email: z.string().nullish().catch(null),
    role: z.coerce.number().nullish().catch(null),
    role_key: z.string().nullish().catch(null),
  }),
});
const WireTeam = z.object({ id: Id, name: z.string().catch(''), members: z.array(WireMember).nullish() });
type WireTeam = z.infer<typeof WireTeam>;
const WireTeams = z.object({ teams: z.array(WireTeam) });

/** The one workspace that this deployment works in, which ClickUp's API calls a team. */
export interface Workspace {
  /** Asked of ClickUp once. */
  id(): Promise<string>;
  /** Asked of ClickUp each time: people come and go. */
  members(): Promise<readonly Member[]>;
}

/** `teamId` is CLICKUP_TEAM_ID; without it the token must see exactly one workspace, else `workspace_unclear`. */
export function createWorkspace(client: ClickUpClient, teamId: string | undefined): Workspace {
  let known = teamId ?? null;
  async function team(): Promise<WireTeam> {
    const { teams } = await client.get('team', WireTeams, { lane: 'alert' });
    const chosen = choose(teams, teamId);
    known = chosen.id;
    return chosen;
  }
  return {
    id: async () => known ?? (await team()).id,
    members: async () => ((await team()).members ?? []).map(toMember),
  };
}

function choose(teams: readonly WireTeam[], teamId: string | undefined): WireTeam {
  const [first, ...others] = teamId === undefined ? teams : teams.filter((team) => team.id === teamId);
  if (first !== undefined && others.length === 0) return first;
  const seen = teams.map((team) => `${team.name} (${team.id})`).join(', ') || 'none';
  const problem =
    teamId === undefined
      ? `CLICKUP_API_TOKEN sees ${teams.length} workspaces: set CLICKUP_TEAM_ID to one of them`
      : `CLICKUP_TEAM_ID is ${teamId}, which CLICKUP_API_TOKEN does not see: correct it or invite the agent's seat`;
  throw new ClickUpError(`${problem}. Seen: ${seen}`, { code: 'workspace_unclear', outcome: 'not_applied' });
}

const ROLES: readonly Member['role'][] = ['owner', 'admin', 'member', 'guest'];

function toMember({ user }: z.infer<typeof WireMember>): Member {
  return { id: user.id, name: nameOf({ ...user }), email: user.email ?? null, role: roleOf(user) };
}

/** Guests are customers, so a role that ClickUp does not tell is taken for the one that is told nothing. */
function roleOf({ role, role_key: key }: z.infer<typeof WireMember>['user']): Member['role'] {
  return ROLES[(role ?? 0) - 1] ?? ROLES.find((known) => known === key) ?? 'guest';
}
