import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Fixture, installFixture } from '../support/installFixture.js'

describe('types', () => {
  let fixture: Fixture

  beforeAll(async () => {
    fixture = await installFixture('types')
  })
  afterAll(() => fixture.remove())

  const check = (version: string, module: string, resolution: string) =>
    fixture.run(`node node_modules/typescript-${version}/bin/tsc --module ${module} --moduleResolution ${resolution} >&2`)

  describe.each(['5.4', '5.9', '7'])('TypeScript %s', (version) => {
    test.each([
      ['bundler', 'esnext'],
      ['nodenext', 'nodenext'],
    ])('module resolution: %s', async (resolution, module) => {
      await expect(check(version, module, resolution)).resolves.toBeUndefined()
    })
  })

  test("with React 18's types", async () => {
    await fixture.run('npm install --no-package-lock --ignore-scripts --loglevel error @types/react@18.3.31')
    await expect(check('5.9', 'esnext', 'bundler')).resolves.toBeUndefined()
  })
})
