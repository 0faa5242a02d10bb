/** What a pickle of CIFAR can hold. Text and bytes are both views of the file: nothing of it is copied while it is read. */
export type PickleValue = number | boolean | null | Uint8Array | Items | Dictionary | NumpyName | ByteType | ByteArray;

export interface Items {
  kind: 'tuple' | 'list';
  items: PickleValue[];
}

export interface Dictionary {
  kind: 'dictionary';
  entries: Map<string, PickleValue>;
}

/** Stands for a function or class of numpy. It is only compared, never looked up, imported or called. */
interface NumpyName {
  kind: 'name';
  name: '_reconstruct' | 'ndarray' | 'dtype';
}

/** numpy's uint8; `isWhole` once its state was given. */
interface ByteType {
  kind: 'type';
  isWhole: boolean;
}

/** An array of uint8 in C order; `shape` is null until its state was given. */
export interface ByteArray {
  kind: 'array';
  shape: number[] | null;
  bytes: Uint8Array;
}

/** Throws unless it `holds`, naming the file, the offset and `what` was expected there. */
export type Demand = (holds: boolean, what: string) => asserts holds;

const NAMES: Readonly<Record<string, NumpyName['name']>> = {
  'numpy.core.multiarray _reconstruct': '_reconstruct',
  'numpy._core.multiarray _reconstruct': '_reconstruct',
  'numpy ndarray': 'ndarray',
  'numpy dtype': 'dtype',
};

/** The value that stands for a name; every name but those of a numpy array is refused. */
export function numpyName(module: string, name: string, demand: Demand): NumpyName {
  const full = `${module} ${name}`;
  const known = Object.hasOwn(NAMES, full) ? NAMES[full] : undefined;
  demand(
    known !== undefined,
    `one of the names ${Object.keys(NAMES).join(', ')}, and found ${JSON.stringify(full)}, which is not run`,
  );
  return { kind: 'name', name: known };
}

/** The empty array or the type that these arguments describe: _reconstruct(ndarray, (0,), 'b'), or dtype('u1', 0, 1). */
export function describedByNumpy(what: PickleValue, given: PickleValue, demand: Demand): ByteType | ByteArray {
  demand(
    isKind(what, 'name') && isKind(given, 'tuple') && given.items.length === 3,
    'a name of numpy and three arguments',
  );
  const [first, second, third] = given.items as [PickleValue, PickleValue, PickleValue];
  if (what.name === '_reconstruct') {
    const isEmpty = isKind(second, 'tuple') && second.items.length === 1 && second.items[0] === 0;
    demand(
      isKind(first, 'name') && first.name === 'ndarray' && isEmpty && textOf(third) === 'b',
      "the arguments ndarray, (0,), 'b'",
    );
    return { kind: 'array', shape: null, bytes: new Uint8Array() };
  }
  demand(what.name === 'dtype', '_reconstruct or dtype');
  demand(textOf(first) === 'u1', `the type u1, and found ${JSON.stringify(textOf(first))}`);
  // Python 3 writes them as False and True
  demand(
    [0, false].some((value) => value === second) && [1, true].some((value) => value === third),
    "the arguments 'u1', 0, 1",
  );
  return { kind: 'type', isWhole: false };
}

/** Gives an array or a type its state, once; the state is checked against its bytes, which stay where they are. */
export function giveState(target: PickleValue, state: PickleValue, demand: Demand): void {
  demand(isKind(state, 'tuple'), 'a state that is a tuple');
  if (isKind(target, 'type')) giveTypeState(target, state.items, demand);
  else {
    demand(isKind(target, 'array') && target.shape === null, 'an array or a type without state');
    giveArrayState(target, state.items, demand);
  }
}

function giveTypeState(target: ByteType, state: readonly PickleValue[], demand: Demand): void {
  const [version, order, ...others] = state;
  const isPlain = [null, null, null, -1, -1, 0].every((value, i) => others[i] === value) && others.length === 6;
  demand(
    !target.isWhole && version === 3 && textOf(order) === '|' && isPlain,
    "the state of u1, (3, '|', None, None, None, -1, -1, 0)",
  );
  target.isWhole = true;
}

function giveArrayState(target: ByteArray, state: readonly PickleValue[], demand: Demand): void {
  demand(state.length === 5 && state[0] === 1, 'an array state of version 1 and five parts');
  const [, shape, type, isFortran, bytes] = state as [1, PickleValue, PickleValue, PickleValue, PickleValue];
  demand(
    isKind(shape, 'tuple') && shape.items.length === 2 && shape.items.every(isCount),
    'a shape of two whole numbers',
  );
  demand(isKind(type, 'type') && type.isWhole, 'an array of u1');
  demand(isFortran === false, 'an array in C order');
  const size = shape.items.reduce<number>((product, length) => product * Number(length), 1);
  demand(
    bytes instanceof Uint8Array && bytes.length === size,
    `${size} bytes for an array of ${shape.items.join(' x ')}, and found ${bytes instanceof Uint8Array ? bytes.length : 'none'}`,
  );
  target.shape = shape.items.map(Number);
  target.bytes = bytes;
}

const isCount = (value: PickleValue): value is number => typeof value === 'number' && value >= 0;

export function isKind<K extends string>(
  value: PickleValue | undefined,
  kind: K,
): value is Extract<PickleValue, { kind: K }> | KindOfItems<K> {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}

/** Items has two kinds in one type, which Extract does not see. */
type KindOfItems<K extends string> = K extends Items['kind'] ? Items : never;

/** Of a short text only: names and keys, never pixels. */
export function textOf(value: PickleValue | undefined): string | null {
  return value instanceof Uint8Array && value.length <= 64 ? Buffer.from(value).toString('latin1') : null;
}
