/** A plan for everybody, as a file, and rows of events that it looks at. */
export const PLANS = `
- match: {}
  plan:
    statement: A sprint is done
    signal: { event: Sprint Completed }
    by_day: 21
    steps: [{ name: A task is done, signal: { event: Task Completed }, by_day: 5 }]
`;

export const EVENT_HEAD = 'account_id,user_id,event,timestamp\n';

export const at = (account: string, event: string, date: string): string =>
  `${account},${account}-1,${event},${date}T10:00:00Z\n`;
