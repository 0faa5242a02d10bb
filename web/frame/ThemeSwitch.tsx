'use client';
import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { Icon } from './Icon.tsx';

const NEXT: Record<MantineColorScheme, MantineColorScheme> = { auto: 'light', light: 'dark', dark: 'auto' };
const WORDS: Record<MantineColorScheme, string> = { auto: 'as the system', light: 'light', dark: 'dark' };

/** Steps through auto, light and dark; the browser remembers the choice. */
export function ThemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  // the server does not know what this browser remembers: until the page lives, it shows what both agree on
  const shown = useMounted() ? colorScheme : 'auto';
  const label = `Theme: ${WORDS[shown]}. Change to ${WORDS[NEXT[shown]]}`;
  return (
    <button
      type="button"
      className="btn plain icon"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(NEXT[shown])}
    >
      <Icon name={shown} />
    </button>
  );
}
