import type { SandboxControl } from './control-client.ts';

/** A workspace told in one piece; the keys are those of the control surface. */
export interface WorkspacePlan {
  readonly users: readonly UserPlan[];
  readonly spaces: readonly SpacePlan[];
  readonly fields?: readonly FieldPlan[];
}

export interface UserPlan {
  readonly id?: number;
  readonly name: string;
  readonly email?: string;
  /** 1 owner, 2 admin, 3 member, 4 guest. */
  readonly role?: 1 | 2 | 3 | 4;
  readonly timezone?: string;
}

export interface SpacePlan {
  readonly id?: string;
  readonly name: string;
  readonly lists: readonly ListPlan[];
}

export interface ListPlan {
  readonly id?: string;
  readonly name: string;
  /** In a folder of this name, which is made when it is new. */
  readonly folder?: string;
  readonly statuses?: readonly (string | { readonly status: string; readonly type: string })[];
}

export interface FieldPlan {
  readonly id?: string;
  readonly name: string;
  readonly type: string;
  readonly options?: readonly string[];
  /** Names of lists; absent: every list. */
  readonly lists?: readonly string[];
}

/** What was made, by the names of the plan. */
export interface Workspace {
  readonly users: ReadonlyMap<string, { readonly id: number; readonly token: string }>;
  readonly lists: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, { readonly id: string; readonly options: ReadonlyMap<string, string> }>;
}

/** Makes a workspace through the control surface, silently: no webhook hears of it. */
export async function createWorkspace(control: SandboxControl, plan: WorkspacePlan): Promise<Workspace> {
  const users = new Map<string, { id: number; token: string }>();
  for (const user of plan.users) users.set(user.name, await control.post('/users', user));
  const lists = new Map<string, string>();
  for (const space of plan.spaces) await createSpace(control, space, lists);
  const fields = new Map<string, { id: string; options: ReadonlyMap<string, string> }>();
  for (const field of plan.fields ?? []) fields.set(field.name, await createField(control, field, lists));
  return { users, lists, fields };
}

type Made = { readonly id: string };

async function createSpace(control: SandboxControl, plan: SpacePlan, lists: Map<string, string>): Promise<void> {
  const { lists: wanted, ...draft } = plan;
  const space = await control.post<Made>('/spaces', draft);
  const folders = new Map<string, string>();
  for (const { folder, ...list } of wanted) {
    const place = folder === undefined ? {} : { folder_id: await folderId(control, space.id, folder, folders) };
    const made = await control.post<Made>('/lists', { ...list, space_id: space.id, ...place });
    lists.set(list.name, made.id);
  }
}

async function folderId(control: SandboxControl, spaceId: string, name: string, known: Map<string, string>) {
  const id = known.get(name) ?? (await control.post<Made>('/folders', { name, space_id: spaceId })).id;
  known.set(name, id);
  return id;
}

interface MadeField {
  readonly id: string;
  readonly type_config: { readonly options?: readonly { id: string; name?: string; label?: string }[] };
}

async function createField(control: SandboxControl, plan: FieldPlan, lists: ReadonlyMap<string, string>) {
  const { lists: names, ...draft } = plan;
  const list_ids = names?.map((name) => lists.get(name) ?? name);
  const { id, type_config } = await control.post<MadeField>('/fields', { ...draft, list_ids });
  const options = (type_config.options ?? []).map(
    (option) => [option.name ?? option.label ?? option.id, option.id] as const,
  );
  return { id, options: new Map(options) };
}
