import type { Command } from 'commander';
import type { CliDeps } from '../../src/cli/kit.ts';
import { createProgram } from '../../src/cli/program.ts';

const leaves = (command: Command): readonly Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
const pathOf = (command: Command): string =>
  command.parent === null ? '' : `${pathOf(command.parent)} ${command.name()}`.trim();

describe('the flag --json', () => {
  const commands = leaves(createProgram({} as CliDeps));

  it.each(commands.map((command) => [pathOf(command), command] as const))('is taken by %s', (_path, command) => {
    expect(command.options.map(({ long }) => long)).toContain('--json');
  });
});
