import { type CSSVariablesResolver, createTheme } from '@mantine/core';

/** Actions, selection and progress are ink: no brand colour. Shade 9 is the ink of the light theme, 0 of the dark. */
export const theme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  colors: {
    ink: ['#e9ecf1', '#d3d8df', '#b6bec9', '#929ca9', '#6a7482', '#5b6470', '#414954', '#29303a', '#1d232b', '#12161c'],
  },
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 0 },
  autoContrast: true,
  defaultRadius: 4,
  cursorType: 'pointer',
  respectReducedMotion: true,
});

/** Mantine's variables are ours, so that its parts follow tokens.css in both themes. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const tokens = {
    '--mantine-color-body': 'var(--page)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--inset)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-error': 'var(--bad)',
  };
  return { variables: {}, light: tokens, dark: tokens };
};
