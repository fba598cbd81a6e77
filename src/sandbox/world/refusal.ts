/** An answer other than the one hoped for, in ClickUp's form `{ err, ECODE }`. */
export class Refusal extends Error {
  readonly status: number;
  readonly ecode: string;

  constructor(status: number, err: string, ecode: string) {
    super(err);
    this.name = 'Refusal';
    this.status = status;
    this.ecode = ecode;
  }
}

/** Refusals whose code is known from ClickUp's documentation or from what integrators have seen. */
export const refusals = {
  noAuthorization: () => new Refusal(401, 'Authorization header required', 'OAUTH_017'),
  tokenNotFound: () => new Refusal(401, 'Oauth token not found', 'OAUTH_018'),
  tokenInvalid: () => new Refusal(401, 'Token invalid', 'OAUTH_019'),
  teamNotAuthorized: () => new Refusal(401, 'Team not authorized', 'OAUTH_027'),
  noAccess: () => new Refusal(401, 'You do not have permission to access this', 'ACCESS_083'),
  rateLimited: () => new Refusal(429, 'Rate limit reached', 'APP_002'),
  routeNotFound: () => new Refusal(404, 'Route not found', 'APP_001'),
  taskNotFound: () => new Refusal(404, 'Task not found', 'ITEM_013'),
  listNotFound: () => new Refusal(404, 'List not found', 'ITEM_015'),
  folderInvalid: () => new Refusal(400, 'Folder ID invalid', 'INPUT_011'),
  statusUnknownOnCreate: () => new Refusal(400, 'Status not found', 'CRTSK_001'),
  statusUnknownOnUpdate: () => new Refusal(400, 'Status does not exist', 'ITEM_114'),
  parentElsewhere: () => new Refusal(400, 'Parent not child of list', 'ITEM_137'),
  notAnOption: () => new Refusal(400, 'Value must be an option index or uuid', 'FIELD_011'),
  webhookExists: () => new Refusal(400, 'Webhook configuration already exists', 'OAUTH_171'),
};

/**
 * A refusal whose code at ClickUp nobody has published. The code says that it is ours, so that no client learns to branch on it.
 */
export function undocumented(status: number, err: string): Refusal {
  return new Refusal(status, err, `SANDBOX_${status}`);
}
