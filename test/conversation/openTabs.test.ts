import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openConversation } from '../../src/conversation/openConversation.js'
import { createMailClient } from '../support/conversation.js'
import { available } from '../support/engagements.js'
import { createPigeonMail, type PigeonMail } from '../support/pigeonMail.js'

/** A page without Web Locks takes this long for a lock, in milliseconds. */
const leaseTime = 200

const open = (mail: PigeonMail) => openConversation(createMailClient({ storage: localStorage }, mail).client, { engagement: available })

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('isSecureContext', false)
})

afterEach(() => {
  vi.useRealTimers()
})

describe('two tabs', () => {
  test('default: clicks at the same time make one conversation', async () => {
    const mail = createPigeonMail()
    const openings = [open(mail), open(mail)]
    await vi.advanceTimersByTimeAsync(3 * leaseTime)
    const [one, two] = await Promise.all(openings)
    expect(two?.id).toBe(one?.id)
    expect(mail.requested).toHaveLength(1)
  })

  test('behavior: clicks make one conversation, though each socket takes long to open', async () => {
    const mail = createPigeonMail()
    mail.options.delay = 30_000
    const openings = [open(mail), open(mail)]
    await vi.advanceTimersByTimeAsync(20_000)
    mail.options.delay = 0
    await vi.advanceTimersByTimeAsync(30_000)
    const [one, two] = await Promise.all(openings)
    expect(two?.id).toBe(one?.id)
    expect(mail.requested).toHaveLength(1)
  })

  test('behavior: a tab that is suspended with the lock delays the other by 15 seconds', async () => {
    const mail = createPigeonMail()
    const { core } = createMailClient({ storage: localStorage }, mail).client
    const locking = core.locks.acquire(`${core.key}:open`)
    await vi.advanceTimersByTimeAsync(leaseTime)
    const opening = open(mail)
    await vi.advanceTimersByTimeAsync(14_900)
    expect(mail.requested).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(leaseTime)
    expect((await opening).id).toBe('conversation-1')
    const unlock = await locking
    unlock?.()
  })
})
