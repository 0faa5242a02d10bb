import { z } from 'zod';

/** Postgres holds neither NUL nor half a surrogate pair. */
export const text = z.string().refine((value) => !/[\0\p{Surrogate}]/u.test(value), { error: 'text without NUL and half characters' });
export const id = z.string().regex(/^[a-z]+_[\w-]{1,60}$/, { error: 'an id such as run_0199...' });
export const digest = z.string().regex(/^[0-9a-f]{64}$/, { error: 'a sha256 in 64 hexadecimal digits' });
export const int = z.int32();
export const count = int.min(0);
export const float = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity', '-0'])]);
export const time = z.iso.datetime({ error: 'a time in UTC' });
export const json = z.record(z.string(), z.json());
export const nullable = { text: text.nullable(), int: int.nullable(), float: float.nullable(), time: time.nullable() };
