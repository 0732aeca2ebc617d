import { describe, expect, test } from 'vitest'
import type { Update } from '../support/faultyService.js'
import { countVerdicts, type Delivery, judgeDelivery, listReordered, listUnexplained } from '../support/judgeDelivery.js'
import { runFaults, runKills, runLeaves } from './delivery.js'

const none = { once: 0, handed: 0, unstored: 0, twice: 0, unexplained: 0 }

describe.concurrent('the delivery of impressions', () => {
  test('behavior: an impression arrives once and in order, however and whenever the page is closed', async () => {
    const deliveries = await runLeaves({ visits: 16, seed: 1 })
    expect(deliveries.filter(({ happened, arrived }) => String(happened) !== String(arrived))).toEqual([])
    expect(countVerdicts(deliveries)).toEqual({ ...none, once: 24 })
  })

  test('behavior: every lost or doubled impression has an explanation, with faults in 30 % of the updates', async () => {
    const deliveries = await runFaults({ visits: 12, seed: 1, lanes: 4 })
    expect(listUnexplained(deliveries)).toEqual([])
    expect(new Set(deliveries.flatMap(({ updates }) => updates.map(({ fate }) => fate))).size).toBeGreaterThan(2)
  })

  test.runIf(process.platform === 'linux')('behavior: the stored impressions of a killed browser arrive with the next visit', async () => {
    const [early, late] = await runKills({ kills: [0, 11].map((delay) => ({ age: 0, delay })) })
    expect(listUnexplained([early, late] as Delivery[])).toEqual([])
    expect(late?.arrived).toEqual(['impDisplay', 'impAccept'])
  })
})

describe('judgeDelivery', () => {
  const update: Update = { types: ['impDisplay'], fate: 'answered', status: 200, arrived: 10, answered: 20 }
  const refused: Update = { ...update, fate: 'refused', status: 503 }
  const cut: Update = { ...update, fate: 'cut', answered: undefined }
  const handed = [{ types: ['impDisplay'], at: 15 }]
  const judge = (delivery: Partial<Delivery>) =>
    judgeDelivery(
      { title: '', happened: ['impDisplay'], arrived: [], updates: [], handed: [], isStored: undefined, ...delivery },
      'impDisplay',
    )

  test.each<[string, Partial<Delivery>]>([
    ['once', { arrived: ['impDisplay'], updates: [update] }],
    ['twice', { arrived: ['impDisplay', 'impDisplay'], updates: [cut, update] }],
    ['unexplained', { arrived: ['impDisplay', 'impDisplay'], updates: [update, update] }],
    ['handed', { updates: [refused], handed }],
    ['unexplained', { updates: [refused] }],
    ['unexplained', { updates: [{ ...refused, answered: 14 }], handed }],
    ['unexplained', { handed }],
    ['unstored', { updates: [refused], isStored: false }],
    ['unexplained', { updates: [refused], isStored: true }],
  ])('%s: %o', (verdict, delivery) => {
    expect(judge(delivery)).toBe(verdict)
  })

  test('listReordered finds an acceptance before its display', () => {
    const delivery = { title: '', happened: [], arrived: ['impAccept', 'impDisplay'], updates: [], handed: [], isStored: undefined }
    expect(listReordered([delivery, { ...delivery, arrived: ['impDisplay', 'impAccept'] }])).toEqual([delivery])
  })
})
