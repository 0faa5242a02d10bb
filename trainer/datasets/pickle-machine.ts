import { misfit } from './misfit.ts';
import {
  type Demand,
  describedByNumpy,
  giveState,
  isKind,
  type Items,
  numpyName,
  type PickleValue,
  textOf,
} from './numpy-pickle.ts';

/** CIFAR100 needs 350,000; without a bound a file of nothing but empty lists would fill the memory. */
const MOST_OPCODES = 1_000_000;
const LONGEST_NAME = 64;

interface Machine {
  bytes: Buffer;
  /** of the byte that is read next */
  at: number;
  stack: PickleValue[];
  /** heights of the stack at the open marks */
  marks: number[];
  memo: Map<number, PickleValue>;
  hasEnded: boolean;
  demand: Demand;
}

/**
 * The value of a pickle of protocol 2 to 4, by an allow-list of the opcodes that dictionaries, lists, whole numbers, text and numpy's
 * arrays of uint8 are written with. A pickle is a program that can call anything; this reader calls nothing: a name is data, and
 * one that is not of a numpy array is refused.
 *
 * Allocation: one value an opcode, at most a million; bytes and text are views of `content`.
 * Errors: DATA_SET_DAMAGED naming file, offset and what was expected, also for what follows the end.
 */
export function readPickle(content: Uint8Array, path: string): PickleValue {
  let opcodeAt = 0;
  const demand: Demand = (holds, what) => {
    if (!holds)
      throw misfit(
        `${path} is damaged or no file of CIFAR's python version: at byte ${opcodeAt} it should have ${what}`,
      );
  };
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const machine: Machine = { bytes, at: 0, stack: [], marks: [], memo: new Map(), hasEnded: false, demand };
  beginProtocol(machine);
  for (let count = 0; !machine.hasEnded; count++) {
    opcodeAt = machine.at;
    demand(count < MOST_OPCODES, `its end, after ${MOST_OPCODES} opcodes`);
    const opcode = unsigned(machine, 1);
    const step = OPCODES.get(opcode);
    demand(step !== undefined, `an opcode of an array or a list, and found 0x${opcode.toString(16).padStart(2, '0')}`);
    step(machine);
  }
  demand(machine.at === bytes.length, `its last byte, and found ${bytes.length - machine.at} more`);
  demand(machine.stack.length === 1 && machine.marks.length === 0, 'one value left');
  return machine.stack[0]!;
}

function beginProtocol(machine: Machine): void {
  const isPickle = unsigned(machine, 1) === 0x80;
  const protocol = unsigned(machine, 1);
  machine.demand(isPickle && protocol >= 2 && protocol <= 4, 'the mark of a pickle of protocol 2, 3 or 4');
}

const OPCODES = new Map<number, (machine: Machine) => void>([
  // atoms
  [0x4e, ({ stack }) => stack.push(null)],
  [0x88, ({ stack }) => stack.push(true)],
  [0x89, ({ stack }) => stack.push(false)],
  [0x4b, (machine) => machine.stack.push(unsigned(machine, 1))],
  [0x4d, (machine) => machine.stack.push(unsigned(machine, 2))],
  [0x4a, (machine) => machine.stack.push(unsigned(machine, 4) | 0)], // the only signed one
  // text and bytes of Python 2, bytes and text of Python 3; each short, then long
  [0x55, (machine) => pushBytes(machine, 1)],
  [0x54, (machine) => pushBytes(machine, 4)],
  [0x43, (machine) => pushBytes(machine, 1)],
  [0x42, (machine) => pushBytes(machine, 4)],
  [0x8c, (machine) => pushBytes(machine, 1)],
  [0x58, (machine) => pushBytes(machine, 4)],
  // dictionaries, lists, tuples
  [0x7d, ({ stack }) => stack.push({ kind: 'dictionary', entries: new Map() })],
  [0x5d, ({ stack }) => stack.push({ kind: 'list', items: [] })],
  [0x28, ({ stack, marks }) => marks.push(stack.length)],
  [0x61, (machine) => append(machine, [pop(machine)])],
  [0x65, (machine) => append(machine, popToMark(machine))],
  [0x73, (machine) => setItems(machine, popSome(machine, 2))],
  [0x75, (machine) => setItems(machine, popToMark(machine))],
  [0x29, (machine) => pushTuple(machine, [])],
  [0x85, (machine) => pushTuple(machine, popSome(machine, 1))],
  [0x86, (machine) => pushTuple(machine, popSome(machine, 2))],
  [0x87, (machine) => pushTuple(machine, popSome(machine, 3))],
  [0x74, (machine) => pushTuple(machine, popToMark(machine))],
  // values that are used again
  [0x71, (machine) => remember(machine, unsigned(machine, 1))],
  [0x72, (machine) => remember(machine, unsigned(machine, 4))],
  [0x94, (machine) => remember(machine, machine.memo.size)],
  [0x68, (machine) => recall(machine, unsigned(machine, 1))],
  [0x6a, (machine) => recall(machine, unsigned(machine, 4))],
  // numpy's arrays
  [0x63, (machine) => pushName(machine, line(machine), line(machine))],
  [0x93, (machine) => pushName(machine, ...(popSome(machine, 2).map(textOf) as [string | null, string | null]))],
  [0x52, describe],
  [0x62, build],
  // a frame only groups what follows; then the end
  [0x95, beginFrame],
  [0x2e, end],
]);

/** The next `length` bytes as a view. The length is compared with what is there before anything is made of it. */
function take(machine: Machine, length: number): Buffer {
  const { at, bytes } = machine;
  machine.demand(length <= bytes.length - at, `bytes up to ${at + length}, and the file ends at byte ${bytes.length}`);
  machine.at += length;
  return machine.bytes.subarray(machine.at - length, machine.at);
}

const unsigned = (machine: Machine, width: 1 | 2 | 4): number => take(machine, width).readUIntLE(0, width);

/** A line of a name, as far as it can be one. */
function line(machine: Machine): string {
  const length = machine.bytes.subarray(machine.at, machine.at + LONGEST_NAME).indexOf(0x0a);
  machine.demand(length >= 0, `a name of less than ${LONGEST_NAME} bytes that ends in a line feed`);
  return take(machine, length + 1).toString('latin1', 0, length);
}

function top(machine: Machine): PickleValue {
  const { stack, marks } = machine;
  machine.demand(stack.length > (marks.at(-1) ?? 0), 'a value before this opcode');
  return stack.at(-1)!;
}

function pop(machine: Machine): PickleValue {
  const value = top(machine);
  machine.stack.pop();
  return value;
}

function popSome(machine: Machine, count: number): PickleValue[] {
  return Array.from({ length: count }, () => pop(machine)).reverse();
}

function popToMark(machine: Machine): PickleValue[] {
  const height = machine.marks.pop();
  machine.demand(height !== undefined, 'a mark before this opcode');
  return machine.stack.splice(height);
}

function pushBytes(machine: Machine, width: 1 | 4): void {
  machine.stack.push(take(machine, unsigned(machine, width)));
}

function pushTuple({ stack }: Machine, items: PickleValue[]): void {
  stack.push({ kind: 'tuple', items } satisfies Items);
}

function append(machine: Machine, values: readonly PickleValue[]): void {
  const list = top(machine);
  machine.demand(isKind(list, 'list'), 'a list to append to');
  for (const value of values) list.items.push(value);
}

function setItems(machine: Machine, values: readonly PickleValue[]): void {
  const target = top(machine);
  machine.demand(isKind(target, 'dictionary') && values.length % 2 === 0, 'a dictionary, and a value for each key');
  for (let i = 0; i < values.length; i += 2) {
    const key = textOf(values[i]);
    machine.demand(key !== null && !target.entries.has(key), 'keys that are short texts, each once');
    target.entries.set(key, values[i + 1]!);
  }
}

function remember(machine: Machine, index: number): void {
  machine.memo.set(index, top(machine));
}

function recall(machine: Machine, index: number): void {
  const value = machine.memo.get(index);
  machine.demand(value !== undefined, `a value that was kept as number ${index}`);
  machine.stack.push(value);
}

function pushName(machine: Machine, module: string | null, name: string | null): void {
  machine.stack.push(numpyName(String(module), String(name), machine.demand));
}

function describe(machine: Machine): void {
  const [what, given] = popSome(machine, 2);
  machine.stack.push(describedByNumpy(what!, given!, machine.demand));
}

function build(machine: Machine): void {
  const state = pop(machine);
  giveState(top(machine), state, machine.demand);
}

function beginFrame(machine: Machine): void {
  const length = unsigned(machine, 4) + 2 ** 32 * unsigned(machine, 4);
  const left = machine.bytes.length - machine.at;
  machine.demand(length <= left, `a frame of at most ${left} bytes, and found one of ${length}`);
}

function end(machine: Machine): void {
  machine.hasEnded = true;
}
