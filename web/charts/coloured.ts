import type { CSSProperties } from 'react';

/** Hands a colour token to the rules of look.css, which draw in `--c`. */
export const coloured = (token: string): CSSProperties => ({ '--c': `var(--${token})` }) as CSSProperties;
