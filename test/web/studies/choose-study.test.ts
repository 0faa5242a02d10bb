import { expect, test } from 'vitest';
import { slugOf as slugOfTheServer } from '../../../server/studies/slug.ts';
import { chooseStudy, slugOf } from '../../../web/studies/choose-study.ts';

const STUDIES = [{ slug: 'first-study', name: 'First study' }, { slug: 'widths', name: 'Of widths' }];

test.each(['First study', 'Ärger & Öl', 'a--b', ' x ', 'ResNet18 on CIFAR10, sweep', 'x'.repeat(100)])('%j has the short name that the server would make', (name) => {
  expect(slugOf(name.trim())).toBe(slugOfTheServer(null, name.trim()));
});

test('a known name or short name joins its study, another makes one', () => {
  expect(chooseStudy('Of widths', STUDIES)).toEqual({ slug: 'widths', name: 'Of widths', isNew: false });
  expect(chooseStudy('first-study', STUDIES)).toEqual({ slug: 'first-study', name: 'First study', isNew: false });
  expect(chooseStudy(' New one ', STUDIES)).toEqual({ slug: 'new-one', name: 'New one', isNew: true });
  expect(chooseStudy('???', STUDIES)).toBeNull();
});
