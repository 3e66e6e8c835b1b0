/** Mantine told our colours and type. What is a CSS variable lives in tokens.css: nothing is injected at run time. */
import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Lie-de-vin, light to dark; the sixth is the estate's accent. */
const lie: MantineColorsTuple = [
  '#fbeef2',
  '#f3d9e1',
  '#e5b0c1',
  '#d6849f',
  '#c95f82',
  '#a03a5c',
  '#7a1f3d',
  '#6b1933',
  '#5c142b',
  '#4b0f22',
];

export const theme = createTheme({
  colors: { lie },
  primaryColor: 'lie',
  primaryShade: 6,
  fontFamily: 'var(--sans)',
  headings: { fontFamily: 'var(--serif)', fontWeight: '600' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md', autosize: false } },
    Checkbox: { defaultProps: { size: 'md' } },
  },
});
