import { expect } from 'vitest'
import { dropSockets, toDropAddress } from '../chromium/drops.js'
import { testBehaviour } from '../support/engines/engineTest.js'
import { messagingTest } from '../support/engines/messagingTest.js'
import { createChance } from '../support/time.js'

testBehaviour(
  "the conversation's socket breaks",
  async ({ browser, site, server }) => {
    const tab = await browser.open(toDropAddress(site, server))
    const { sockets, sent, answered } = await dropSockets(tab, server, {
      drops: ['before', 'after', 'cut', 'silent'],
      chance: createChance(1),
    })
    expect(sent.received).toEqual(sent.happened)
    expect(sent.shown).toEqual(sent.happened)
    expect(new Set(sent.statuses)).toEqual(new Set(['sent']))
    expect(answered.shown).toEqual(answered.happened)
    expect(sockets).toBe(5)
    await tab.close()
  },
  messagingTest,
)
