import { expect, test } from 'vitest'
import { toDescription } from '../../.storybook/toDescription.js'

test.each([
  ['', ''],
  ['A button.\n@throws ConfigurationError without a client', 'A button.'],
  ['A button. Write to a@b.example.\n\nMore.', 'A button. Write to a@b.example.\n\nMore.'],
  ['A button.\n@example\n<Chat>\n  <b />\n</Chat>\n@see docs', 'A button.\n\n```tsx\n<Chat>\n  <b />\n</Chat>\n```'],
  ['A button.\n@example\n```ts\nchat()\n```', 'A button.\n\n```ts\nchat()\n```'],
])('the description of %j', (comment, description) => {
  expect(toDescription(comment)).toBe(description)
})
