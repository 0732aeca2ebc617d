import { expect, test } from 'vitest'
import { runDrops } from './drops.js'

test('behavior: each text arrives once and in order, on both sides, though 40 sockets break in mid-send', async () => {
  const runs = await runDrops({ drops: 40, seed: 1 })
  for (const { moments, sockets, sent, answered } of runs) {
    expect(sent.received).toEqual(sent.happened)
    expect(sent.shown).toEqual(sent.happened)
    expect(new Set(sent.statuses)).toEqual(new Set(['sent']))
    expect(answered.shown).toEqual(answered.happened)
    expect(sockets).toBe(moments.length + 1)
  }
  expect(runs.flatMap(({ moments }) => moments)).toHaveLength(40)
})
