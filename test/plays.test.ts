// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const stories = readdirSync('stories').filter((file) => file.endsWith('.stories.tsx'))

// The limit of `.storybook/preview.tsx` is long enough for a busy machine.
test.for(stories)('no play of %s sets its own time limit', (file) => {
  expect(readFileSync(`stories/${file}`, 'utf8')).not.toMatch(/\btimeout:/)
})
