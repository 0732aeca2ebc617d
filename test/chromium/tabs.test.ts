import { describe, expect, test } from 'vitest'
import { runRaces } from './tabs.js'

/** One visitor. Each tab sends one request, with the inline script or without. */
const one = (tabs: number) => ({ visitors: 1, asks: tabs, disagreements: 0, errors: [] })

const guards = ['locks', 'lateLocks', 'lease', 'heads', 'someHeads'] as const

describe('tabs that start within 120 ms, each in a process of its own', () => {
  test.each([
    { tabs: 2, races: 8 },
    { tabs: 4, races: 4 },
  ] as const)(
    'behavior: $tabs tabs have one visitor in one session, with Web Locks and on plain http, also after a reload',
    async ({ tabs, races }) => {
      const results = await runRaces({ tabs, races, guards, reloadEvery: 4 })
      expect(results.map(({ guard, opened }) => ({ guard, ...opened }))).toEqual(results.map(({ guard }) => ({ guard, ...one(tabs) })))
      expect(results.flatMap(({ reloaded }) => reloaded ?? [])).toEqual(Array((races / 4) * guards.length).fill(one(tabs)))
    },
  )

  test('behavior: tabs that share no storage have one visitor each', async () => {
    const results = await runRaces({ tabs: 2, races: 2, guards: ['none'] })
    expect(results.map(({ opened }) => opened)).toEqual(Array(2).fill({ visitors: 2, asks: 2, disagreements: 1, errors: [] }))
  })
})
