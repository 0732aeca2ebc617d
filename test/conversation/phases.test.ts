import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { getConversationStore } from '../../src/conversation/createConversationStore.js'
import { openConversation } from '../../src/conversation/openConversation.js'
import { resumeConversation } from '../../src/conversation/resumeConversation.js'
import { createMailClient, openMail, openStoredMail, settle } from '../support/conversation.js'
import { available } from '../support/engagements.js'

const storage = { storage: localStorage }

/** The time that a socket takes to open, in milliseconds. */
const delay = 1000

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('a service that ignores the abort of an attempt', () => {
  test('behavior: no conversation is requested after the abort', async () => {
    const { client, mail } = createMailClient()
    mail.options.delay = delay
    const controller = new AbortController()
    const opening = openConversation(client, { engagement: available, signal: controller.signal }).catch(({ name }) => name)
    await vi.advanceTimersByTimeAsync(delay / 2)
    controller.abort()
    expect(await opening).toBe('AbortError')
    await vi.advanceTimersByTimeAsync(delay)
    expect([mail.opened.length, mail.requested.length, mail.count()]).toEqual([1, 0, 0])
  })

  test('behavior: no conversation is requested after a log-out', async () => {
    const { client, mail } = createMailClient()
    mail.options.delay = delay
    const opening = openConversation(client, { engagement: available }).catch(({ name }) => name)
    await vi.advanceTimersByTimeAsync(delay / 2)
    client.reset()
    expect(await opening).toBe('AbortError')
    await vi.advanceTimersByTimeAsync(delay)
    expect([mail.opened.length, mail.requested.length, mail.count()]).toEqual([1, 0, 0])
  })
})

describe('an abort while the request of a conversation is in flight', () => {
  test('behavior: the conversation stays open, and can be resumed', async () => {
    const { client, mail } = createMailClient(storage)
    const controller = new AbortController()
    const push = mail.requested.push.bind(mail.requested)
    vi.spyOn(mail.requested, 'push').mockImplementation((...items) => {
      queueMicrotask(() => controller.abort())
      return push(...items)
    })
    const opening = openConversation(client, { engagement: available, signal: controller.signal }).catch(({ name }) => name)
    await vi.advanceTimersByTimeAsync(200)
    expect(await opening).toBe('AbortError')
    await settle()
    expect(mail.count()).toBe(0)
    const resuming = resumeConversation(client)
    await vi.advanceTimersByTimeAsync(200)
    expect((await resuming)?.id).toBe('conversation-1')
  })
})

describe('a stored conversation', () => {
  test('behavior: buttons do not show it in a tab without its identity', async () => {
    const { client, mail, conversation } = await openStoredMail()
    expect(client.core.acceptances.getState().conversation?.id).toBe(conversation?.id)
    mail.options.hasIdentity = false
    const { client: other } = createMailClient(storage, mail)
    getConversationStore(other)
    await settle()
    expect(other.core.acceptances.getState().conversation).toBeUndefined()
  })
})

describe('a window that is shown again', () => {
  test('behavior: the survey goes on over the same socket', async () => {
    const { client, mail } = await openStoredMail()
    const dialogs = [
      { id: mail.mainOf(), type: 'main', isOpen: false },
      { id: 'survey', type: 'survey', isOpen: true },
    ] as const
    mail.update('conversation-1', { dialogs, closedBy: 'agent' })
    await settle()
    await resumeConversation(client)
    expect(mail.opened).toHaveLength(1)
    expect(getConversationStore(client).getState().status).toBe('closed')
  })
})

describe('a log-out in another tab', () => {
  test('behavior: a tab that was suspended then forgets the identity and the draft, too', async () => {
    const { client } = await openStoredMail()
    const onLogOut = vi.fn()
    client.core.logOutListeners.add(onLogOut)
    client.mount()
    onLogOut.mockClear()
    for (const key of Object.keys(localStorage)) localStorage.removeItem(key)
    document.dispatchEvent(new Event('visibilitychange'))
    expect(onLogOut).toHaveBeenCalledOnce()
    client.unmount()
  })
})

describe('the herd', () => {
  test('parameters: retry: its jitter spreads the browsers that lost their sockets together', async () => {
    const { mail } = await openMail({ retry: { jitter: 1 } })
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    mail.dropSockets()
    await vi.advanceTimersByTimeAsync(7400)
    expect(mail.opened).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(200)
    expect(mail.opened).toHaveLength(2)
  })
})

describe('a client without storage', () => {
  test('behavior: the page can resume the conversation, until a log-out', async () => {
    const { client, conversation } = await openMail({ storage: null })
    conversation.leave()
    expect((await resumeConversation(client))?.id).toBe(conversation.id)
    client.reset()
    expect(await resumeConversation(client)).toBeUndefined()
  })
})
