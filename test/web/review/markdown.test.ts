import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Markdown } from '../../../web/review/Markdown.tsx';
import { mentionOf } from '../../../web/review/mentions.ts';

const shown = (text: string) => renderToStaticMarkup(createElement(Markdown, { text }));

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)></svg>',
  'text <b onclick="alert(1)">bold</b>',
  '<iframe src="https://example.org"></iframe>',
])('a tag is shown as it was typed: %s', (text) => {
  const html = shown(text);
  expect(html).toContain('&lt;');
  expect(html).not.toMatch(/<(script|img|svg|iframe|b)\b/);
});

test.each([
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java&#x0A;script:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:x)',
  '[x](//evil.example/)',
  '![x](javascript:alert(1))',
  '<javascript:alert(1)>',
])('an address that runs something or hides its host leads nowhere: %s', (text) => expect(shown(text)).not.toContain('href'));

test('links to pages and into this site lead there', () => {
  expect(shown('[a](https://example.org/x?y=1)')).toContain('<a href="https://example.org/x?y=1" target="_blank" rel="noopener noreferrer nofollow">a</a>');
  expect(shown('[a](/runs/run_1?split=test)')).toContain('<a href="/runs/run_1?split=test">a</a>');
  expect(shown('https://example.org')).toContain('href="https://example.org"');
});

test('a picture is a link: its host would see who reads', () => {
  const html = shown('![a plot](https://example.org/x.png)');
  expect(html).not.toContain('<img');
  expect(html).toContain('>a plot</a>');
});

test('headings stand below those of the page', () => expect(shown('# A')).toContain('<h3>A</h3>'));

test('mentions are marked, not in code and not in addresses', () => {
  expect(shown('see @ada.l, @"Ada Lovelace" and @bob.')).toContain('<mark>@ada.l</mark>, <mark>@Ada Lovelace</mark> and <mark>@bob</mark>.');
  expect(shown('`@ada` and mail@example.org')).not.toContain('<mark>');
});

test('a name with spaces is quoted in a mention', () => {
  expect(mentionOf('ada')).toBe('@ada');
  expect(mentionOf('Ada Lovelace')).toBe('@"Ada Lovelace"');
});
