import { readSafetensorsHeader, type SafetensorsHeader, type TensorType } from '../../../prisma/snapshot/safetensors.ts';
import { FileRange, type OpenFile } from './byte-source.ts';
import type { NumberType } from './number-type.ts';
import type { ArrayFile } from './stored-array.ts';

const LENGTH_BYTES = 8;
/** The header reader refuses longer ones; this many are given to it at most, to see that. */
const MAX_HEADER_BYTES = 1 << 20;

const TYPES: Record<TensorType, NumberType> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  I64: 'int64',
  U64: 'uint64',
  I32: 'int32',
  U32: 'uint32',
  I16: 'int16',
  U16: 'uint16',
  I8: 'int8',
  U8: 'uint8',
};

/** A .safetensors: little-endian, rows together. Throws SAFETENSORS_INVALID. */
export async function openSafetensors(file: OpenFile): Promise<ArrayFile> {
  const { tensors, metadata } = await readHeader(file);
  return {
    names: [...tensors.keys()],
    metadata,
    array: async (name) => {
      const { dtype, shape, begin, end } = tensors.get(name)!;
      return { name, type: TYPES[dtype], shape, bigEndian: false, fortran: false, data: new FileRange(file, begin, end - begin) };
    },
    close: () => file.close(),
  };
}

async function readHeader(file: OpenFile): Promise<SafetensorsHeader> {
  const length = Buffer.alloc(Math.min(LENGTH_BYTES, file.size));
  await file.read(length, 0);
  const claimed = length.length < LENGTH_BYTES ? 0 : Number(length.readBigUInt64LE());
  const start = Buffer.alloc(Math.min(file.size, LENGTH_BYTES + Math.min(claimed, MAX_HEADER_BYTES)));
  await file.read(start, 0);
  return readSafetensorsHeader(start, file.size);
}
