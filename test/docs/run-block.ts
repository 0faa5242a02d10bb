import { spawn, spawnSync } from 'node:child_process';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { expect } from 'vitest';
import { until } from '../until.ts';
import { connectSocket, listen } from '../server/socket-client.ts';
import type { Block } from './blocks.ts';
import type { World } from './page-world.ts';
import { PREAMBLES } from './preambles.ts';

/** What a block says, with the places and lengths of this test. */
export function inThisWorld(text: string, { served, variables, folderOf }: World, page: string): string {
  return text
    .replaceAll('http://127.0.0.1:4000', served.url)
    .replaceAll('/backups/', `${folderOf(page)}/`)
    .replaceAll('"RUN_ID"', `"${variables.runId}"`)
    .replaceAll('range(1, 351)', 'range(1, 4)')
    .replaceAll('range(1, 101)', 'range(1, 4)');
}

/** A shell gives up at the first command that fails, and the server's refusals are failures too. */
export async function runShell(block: Block, world: World): Promise<void> {
  const { code, output } = await finished('sh', ['-ec', inThisWorld(block.text, world, block.page)], block, world);
  expect(code, `${block.page}:${block.line} said\n${output}`).toBe(0);
  expect(output).not.toContain('"errors":[');
}

/** Runs it where some Python here has what it imports, else checks that it is Python. Gives what was done. */
export async function runPython(block: Block, world: World): Promise<'run' | 'compiled'> {
  const text = inThisWorld(`${PREAMBLES[block.page] ?? ''}\n${block.text}`, world, block.page);
  const env = await world.envOf(block);
  const python = ['python3', '/usr/bin/python3'].find((each) => hasImports(each, text, env));
  const words = python ? ['-c', text] : ['-c', 'import sys; compile(sys.argv[1], "block", "exec")', text];
  const { code, output } = await finished(python ?? 'python3', words, block, world);
  expect(code, `${block.page}:${block.line} said\n${output}`).toBe(0);
  expect(world.refused(), `${block.page}:${block.line}`).toEqual([]);
  return python ? 'run' : 'compiled';
}

function hasImports(python: string, text: string, env: NodeJS.ProcessEnv): boolean {
  const imported = [...text.matchAll(/^\s*(?:import|from) +([\w., ]+?)(?: import .*| as .*| *#.*)?$/gm)].flatMap(([, list]) => list!.split(/, */)).map((name) => name.split('.')[0]!.trim());
  return spawnSync(python, ['-c', `import ${['sys', ...imported].join(', ')}`], { env }).status === 0;
}

async function finished(program: string, words: string[], block: Block, world: World): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, words, { cwd: world.folderOf(block.page), env: await world.envOf(block), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

/** Whether the schema knows all that the block asks for; one sentence for each that it does not. */
export const mistakesOf = ({ text }: Block, schema: GraphQLSchema): string[] => validate(schema, parse(text)).map(({ message }) => message);

/** Asks the block's operation of the server, with the variables that it declares, and looks for refusals in the answer. */
export async function askBlock({ page, line, text }: Block, { served, variables }: World): Promise<void> {
  const [operation] = parse(text).definitions;
  if (operation?.kind !== 'OperationDefinition') throw new TypeError(`${page}:${line} is no operation.`);
  const wanted = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  expect(wanted.filter((name) => !(name in variables)), `variables of ${page}:${line}`).toEqual([]);
  const given = Object.fromEntries(wanted.map((name) => [name, operation.operation === 'query' && name === 'after' ? null : variables[name]]));
  if (operation.operation === 'subscription') return hear(served.url, text, given);
  const { data, errors } = await served.ask(text, given);
  expect(errors, `${page}:${line}`).toBeUndefined();
  for (const [field, answer] of Object.entries<{ userErrors?: object[]; nodes?: object[] }>(data)) {
    expect(answer, `${field} of ${page}:${line}`).not.toBeNull();
    expect(answer.userErrors ?? []).toEqual([]);
    expect(Array.isArray(answer) || answer.nodes ? (answer.nodes ?? (answer as object[])).length : 1).toBeGreaterThan(0);
  }
}

async function hear(url: string, query: string, given: Record<string, unknown>): Promise<void> {
  const client = connectSocket(url);
  const heard = listen<object>(client, query, given);
  await until('a message', async () => heard.messages.length > 0 || heard.errors.length > 0);
  expect(heard.errors).toEqual([]);
  await client.dispose();
}
