/** The linter's words: why a statement is what it is, and how to mend it. */

export const VERDICTS = ['value', 'setup', 'login', 'vanity', 'vague'] as const;
export type Verdict = (typeof VERDICTS)[number];

export type Because =
  | 'done'
  | 'answered'
  | 'seen_by_another'
  | 'own_data'
  | 'the_work_itself'
  | 'preparation'
  | 'rehearsal'
  | 'begun'
  | 'unfinished'
  | 'to_oneself'
  | 'own_doing'
  | 'door'
  | 'attention'
  | 'figure'
  | 'features'
  | 'feeling'
  | 'no_event'
  | 'comparison'
  | 'failure'
  | 'too_long';

const REASONS: Readonly<Record<Because, string>> = {
  done: 'It is one observable event at which real work comes to its end or reaches somebody.',
  answered: 'Somebody other than whoever set the product up takes part: the work has reached them.',
  seen_by_another: 'The work has reached the people it was made for.',
  own_data: 'It comes from the account’s own real data, which is what the product was bought for.',
  the_work_itself: 'In this kind of product this very act is the work, done by the people it is for.',
  preparation: 'It makes the product ready; the work it was bought for has not happened yet.',
  rehearsal: 'It is a rehearsal: nothing real has gone through the product.',
  begun: 'It begins a piece of work; nobody has got anything from it yet.',
  unfinished: 'It says itself that the work has not been finished or has reached nobody.',
  to_oneself: 'It reaches nobody but whoever set the product up.',
  own_doing: 'It is done by whoever prepares the product, not by those who are to work with it.',
  door: 'It opens the door: somebody can get in, and has done nothing yet.',
  attention: 'It counts attention; people can look and come without any work being done.',
  figure: 'It is a figure over many events: it moves without saying that this account got what it bought.',
  features: 'It counts how much of the product is touched, not what came out of it.',
  feeling: 'It describes a state of mind or a habit; no event in the product would show when it began.',
  no_event: 'It names no single event that the product could record with a time.',
  comparison: 'It compares how well something goes; no single event says when that is reached.',
  failure: 'It is something that went wrong.',
  too_long: 'It is too long to be one event: a milestone is one sentence of at most 400 characters.',
};

const MENDS: Readonly<Record<Verdict, string>> = {
  value: '',
  setup:
    'Name what happens next with real data: which finished piece of work reaches somebody other than who set it up (sent, paid, resolved, signed, published and seen)?',
  login: 'Say what the person does after getting in: which piece of their own work do they finish, and for whom?',
  vanity: 'Replace the figure by one event with a result: who did which piece of real work, and who received it?',
  vague: 'Write it so that a log line could prove it: who (not whoever set it up) did what to which real thing, once.',
};

/** Reason and mend; the mend is empty for value. */
export const adviceOn = (verdict: Verdict, because: Because): { readonly reason: string; readonly mend: string } => ({
  reason: REASONS[because],
  mend: MENDS[verdict],
});
