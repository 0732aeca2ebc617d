import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { getConversationStore } from '../../src/conversation/createConversationStore.js'
import { openConversation } from '../../src/conversation/openConversation.js'
import { resumeConversation } from '../../src/conversation/resumeConversation.js'
import { createTestClient } from '../support/client.js'
import { createMailClient, settle, toLines } from '../support/conversation.js'
import { available } from '../support/engagements.js'
import { createPigeonMail } from '../support/pigeonMail.js'

const storage = { storage: localStorage }

/** Opens a conversation on a page that the visitor then leaves. */
async function visitEarlierPage() {
  const mail = createPigeonMail()
  const { client } = createMailClient(storage, mail)
  const conversation = await openConversation(client, { engagement: available })
  mail.join()
  await conversation.send('a')
  mail.say('b')
  await settle()
  conversation.markRead()
  await settle()
  mail.dropSockets()
  conversation.leave()
  return { mail, id: conversation.id }
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('resumeConversation', () => {
  test('default: the next page continues, with the whole history and what is unread', async () => {
    const { mail, id } = await visitEarlierPage()
    mail.say('c')
    const { client } = createMailClient(storage, mail)
    const conversation = await resumeConversation(client)
    expect(conversation?.id).toBe(id)
    expect(mail.requested).toHaveLength(1)
    expect(getConversationStore(client).getState()).toMatchObject({ status: 'active', unreadCount: 1 })
    expect(toLines(getConversationStore(client))).toEqual(['visitor: a (sent)', 'agent: b (read)', 'agent: c (delivered)'])
  })

  test('default: no socket is opened if no conversation is stored', async () => {
    const { client, mail } = createMailClient(storage)
    expect(await resumeConversation(client)).toBeUndefined()
    expect(mail.opened).toEqual([])
  })

  test('behavior: no socket is opened if the identity is gone', async () => {
    const { mail } = await visitEarlierPage()
    const sockets = mail.opened.length
    mail.options.hasIdentity = false
    expect(await resumeConversation(createMailClient(storage, mail).client)).toBeUndefined()
    expect(mail.opened).toHaveLength(sockets)
  })

  test('behavior: a stored conversation that is over is forgotten', async () => {
    const { mail } = await visitEarlierPage()
    mail.closeMain()
    const { client } = createMailClient(storage, mail)
    expect(client.core.acceptances.getState().conversation).toBeUndefined()
    getConversationStore(client)
    await settle()
    expect(client.core.acceptances.getState().conversation).toMatchObject({ unreadCount: 0 })
    expect(await resumeConversation(client)).toBeUndefined()
    expect(client.core.acceptances.getState().conversation).toBeUndefined()
    const sockets = mail.opened.length
    expect(await resumeConversation(createMailClient(storage, mail).client)).toBeUndefined()
    expect(mail.opened).toHaveLength(sockets)
    expect(mail.count()).toBe(0)
  })

  test('behavior: a conversation that ended on the page is not resumed', async () => {
    const { mail } = await visitEarlierPage()
    const { client } = createMailClient(storage, mail)
    await resumeConversation(client)
    mail.closeMain()
    await settle()
    expect(client.core.acceptances.getState().conversation).toBeUndefined()
    const sockets = mail.opened.length
    expect(await resumeConversation(createMailClient(storage, mail).client)).toBeUndefined()
    expect(mail.opened).toHaveLength(sockets)
  })

  test('behavior: a click while nothing is found to resume makes a conversation', async () => {
    const { mail } = await visitEarlierPage()
    mail.closeMain()
    const { client } = createMailClient(storage, mail)
    const sockets = mail.opened.length
    const resuming = resumeConversation(client)
    while (mail.opened.length === sockets) await Promise.resolve()
    const opening = openConversation(client, { engagement: available })
    expect(await resuming).toBeUndefined()
    await vi.advanceTimersByTimeAsync(200)
    expect((await opening).id).toBe('conversation-2')
  })

  test('behavior: a second tab has the same conversation, and shows the texts of the first', async () => {
    const { mail } = await visitEarlierPage()
    const [one, two] = [createMailClient(storage, mail), createMailClient(storage, mail)]
    const first = await resumeConversation(one.client)
    await resumeConversation(two.client)
    await Promise.all([first?.send('from the first tab'), vi.advanceTimersByTimeAsync(200)])
    expect(toLines(getConversationStore(two.client)).at(-1)).toBe('visitor: from the first tab (sent)')
    expect(mail.count()).toBe(2)
  })

  test('behavior: before consent, nothing is read', async () => {
    const { mail } = await visitEarlierPage()
    const sockets = mail.opened.length
    const { client } = createMailClient({ ...storage, consent: 'required' }, mail)
    const resuming = resumeConversation(client)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(mail.opened).toHaveLength(sockets)
    client.setConsent('granted')
    expect((await resuming)?.id).toBe('conversation-1')
  })

  test('behavior: a client without messaging rejects', async () => {
    await expect(resumeConversation(createTestClient().client)).rejects.toMatchObject({ name: 'ConfigurationError' })
  })

  test('behavior: a page that let go of the conversation can resume it', async () => {
    const { mail } = await visitEarlierPage()
    const { client } = createMailClient(storage, mail)
    const conversation = await resumeConversation(client)
    conversation?.leave()
    await settle()
    expect(mail.count()).toBe(0)
    expect(getConversationStore(client).getState()).toBe(getConversationStore(client).getIdleState())
    expect(client.core.acceptances.getState().conversation).toMatchObject({ id: 'conversation-1' })
    expect((await resumeConversation(client))?.id).toBe('conversation-1')
  })
})

test('behavior: id and sequence are all that the storage holds of a conversation', async () => {
  await visitEarlierPage()
  const [, text = ''] = Object.entries(localStorage).find(([key]) => key.endsWith(':conversation')) ?? []
  expect(JSON.parse(text).value).toEqual({ id: 'conversation-1', sequence: 1 })
})
