import { type Check, failure, ok } from './finding.ts';

export const checkToken: Check = async ({ clickup }) => {
  if (clickup === null)
    return [
      failure(
        'token',
        'CLICKUP_API_TOKEN is not set',
        'create a seat for the agent in ClickUp and set its personal token (Settings, Apps, API token)',
      ),
    ];
  const seat = await clickup.board.whoAmI();
  return [ok('token', `belongs to ${seat.name} (${seat.id})`)];
};
