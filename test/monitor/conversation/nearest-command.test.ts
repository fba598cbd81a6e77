import { nearestCommand } from '../../../src/monitor/conversation/nearest-command.ts';

describe('the command nearest to a question', () => {
  it.each([
    ['How are they doing?', 'status'],
    ['how’s it going', 'status'],
    ['What is it stuck on?', 'status'],
    ['what’s next for them', 'status'],
    ['are they on track', 'status'],
    ['Any news?', 'status'],
    ['When will they reach first value?', 'status'],
    ['have they reached the milestone', 'status'],
    ['Where are they?', 'status'],
    ['is anybody using it', 'status'],
    ['so why is this red?', 'why'],
    ['Tell me why you alerted', 'why'],
    ['what is the evidence', 'why'],
    ['how do you know?', 'why'],
    ['what made you alert?', 'why'],
    ['Which of my accounts are stuck?', 'stuck'],
    ['list all customers', 'stuck'],
    ['how are my accounts', 'stuck'],
    ['what can you do', 'help'],
    ['how do I talk to you?', 'help'],
    ['sing', 'help'],
    ['thank you', 'help'],
    ['please approve', 'help'],
    ['Straight to the point', 'help'],
    ['', 'help'],
  ])('%s: %s', (question, command) => {
    expect(nearestCommand(question)).toBe(command);
  });
});
