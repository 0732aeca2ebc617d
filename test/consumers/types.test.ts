import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Fixture, installFixture } from '../support/installFixture.js'

const versions = ['5.4', '5.5', '5.6', '5.7', '5.8', '5.9', '6.0', '7']
const modules = { bundler: 'esnext', nodenext: 'nodenext', node16: 'node16', node10: 'esnext' }

describe('types', () => {
  let fixture: Fixture

  beforeAll(async () => {
    fixture = await installFixture('types')
  })
  afterAll(() => fixture.remove())

  const check = (version: string, resolution: keyof typeof modules) =>
    fixture.run(`node node_modules/typescript-${version}/bin/tsc --module ${modules[resolution]} --moduleResolution ${resolution} >&2`)

  describe.concurrent.each(versions)('TypeScript %s', (version) => {
    test.each(['bundler', 'nodenext', 'node16'] as const)('module resolution: %s', async (resolution) => {
      await expect(check(version, resolution)).resolves.toBeUndefined()
    })
  })

  test('module resolution: with node10, TypeScript names the three that work', async () => {
    await expect(check('5.9', 'node10')).rejects.toThrow("Consider updating to 'node16', 'nodenext', or 'bundler'")
  })

  test("with React 18's types", async () => {
    await fixture.run('npm install --no-package-lock --ignore-scripts --loglevel error @types/react@18.3.31')
    await expect(check('5.9', 'bundler')).resolves.toBeUndefined()
  })
})
