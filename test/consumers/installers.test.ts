import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { copyFixture, type Fixture } from '../support/installFixture.js'

describe.each([
  ['Yarn 1', 'npm exec --yes --package=yarn@1.22.22 -- yarn add'],
  ['pnpm', 'npm exec --yes --package=pnpm@10.34.8 -- pnpm add --engine-strict'],
  ['npm', 'npm install --engine-strict --strict-peer-deps'],
])('%s', (_name, add) => {
  let fixture: Fixture
  let warnings: string[]

  beforeAll(async () => {
    fixture = copyFixture('types', 'installers')
    await fixture.run('npm config get registry')
    await fixture.run(`${add} ${inject('tarball')}`, { npm_config_registry: fixture.printed().trim() })
    warnings = fixture.printed().match(/.*\bwarn.*/gi) ?? []
  })
  afterAll(() => fixture.remove())

  test('default: the installer warns of nothing', () => {
    expect(warnings).toEqual([])
  })

  test('default: a script asks the simulator and a relay', async () => {
    await fixture.run('node use.js')
    expect(fixture.printed()).toBe('available 404')
  })

  test('default: the types of every entry are found', async () => {
    await fixture.run('node node_modules/typescript/bin/tsc')
    expect(fixture.printed()).toBe('')
  })
})
