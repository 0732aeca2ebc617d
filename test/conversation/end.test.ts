import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { getConversationStore } from '../../src/conversation/createConversationStore.js'
import { openConversation } from '../../src/conversation/openConversation.js'
import { createConversationStorage } from '../../src/conversation/storedConversation.js'
import { NetworkError, TimeoutError } from '../../src/errors.js'
import { createMailClient, openMail, openStoredMail, settle, toLines } from '../support/conversation.js'
import { available } from '../support/engagements.js'
import type { PigeonFault, PigeonMail } from '../support/pigeonMail.js'

const storage = { storage: localStorage }

const choice = { title: 'Good', text: 'Good', metadata: [{ id: 'good' }] }

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('the end', () => {
  test('default: the visitor ends the conversation behind the messages that wait', async () => {
    const { client, mail, conversation } = await openMail()
    const sent = conversation.send('a')
    const closing = conversation.close()
    await Promise.all([sent, closing])
    await settle()
    expect(mail.texts()).toEqual(['a'])
    expect(mail.closed).toEqual([{ conversationId: 'conversation-1', dialogId: 'conversation-1-main', isFinal: false }])
    expect(conversation.getState()).toMatchObject({ status: 'closed', closedBy: 'visitor' })
    expect(client.core.acceptances.getState().conversation).toBeUndefined()
    await vi.advanceTimersByTimeAsync(5000)
    expect(mail.count()).toBe(0)
    expect(toLines(conversation)).toEqual(['visitor: a (sent)'])
  })

  test.each<[title: string, fault: PigeonFault, sockets: number]>([
    ['a lost socket', 'before', 2],
    ['a lost socket after the effect', 'after', 1],
    ['a lost response', new TimeoutError(), 2],
  ])('behavior: the end survives %s', async (_title, fault, sockets) => {
    const { mail, conversation } = await openMail()
    mail.fail('close', fault)
    const closing = conversation.close()
    await vi.advanceTimersByTimeAsync(5000)
    await closing
    await settle()
    expect(mail.closed).toHaveLength(1)
    expect(mail.opened).toHaveLength(sockets)
    expect(conversation.getState().status).toBe('closed')
  })

  test('behavior: the agent ends it, and a last message that comes behind the end is shown', async () => {
    const { mail, conversation } = await openMail()
    mail.closeMain()
    await settle()
    mail.say('Goodbye')
    await settle()
    expect(conversation.getState()).toMatchObject({ status: 'closed', closedBy: 'agent' })
    expect(toLines(conversation)).toEqual(['agent: Goodbye (delivered)'])
    await vi.advanceTimersByTimeAsync(5000)
    await expect(conversation.send('a')).rejects.toThrow('The conversation has ended')
    await conversation.close()
    expect(mail.closed).toEqual([])
  })

  test('behavior: messages that wait when the agent ends it fail', async () => {
    const { mail, conversation } = await openMail()
    mail.options.numbers = true
    const sent = ['a', 'b'].map((text) => conversation.send(text).catch(({ message }) => message))
    mail.closeMain()
    await settle()
    expect((await Promise.all(sent)).at(-1)).toContain('The conversation has ended')
    expect(toLines(conversation).at(-1)).toBe('visitor: b (failed)')
  })

  test('behavior: an older description changes nothing', async () => {
    const { mail, conversation } = await openMail()
    const details = mail.conversations.get('conversation-1')
    mail.closeMain()
    if (details) mail.emit({ type: 'conversation', details: { ...details, isOpen: true } })
    await settle()
    expect(conversation.getState().status).toBe('closed')
  })
})

describe('the survey', () => {
  const toDialogs = (mail: PigeonMail, isSurveyOpen: boolean) => [
    { id: mail.mainOf(), type: 'main' as const, isOpen: false },
    { id: 'survey-1', type: 'survey' as const, isOpen: isSurveyOpen },
  ]

  async function openSurvey() {
    const opened = await openMail()
    const { mail } = opened
    mail.say('Good?', { dialogId: 'survey-1', isQuestion: true, author: 'bot', quickReplies: [choice] })
    mail.closeMain({ isOpen: true, dialogs: toDialogs(mail, true) })
    await settle()
    return opened
  }

  test('default: a question waits, is answered, and the next one follows', async () => {
    const { client, mail, conversation } = await openSurvey()
    expect(conversation.getState()).toMatchObject({
      status: 'closed',
      survey: { messageId: 'survey-1:0', text: 'Good?', replies: [choice] },
    })
    expect(client.core.acceptances.getState().conversation).toMatchObject({ id: 'conversation-1' })
    await conversation.answerSurvey(choice)
    expect(mail.published.slice(-2)).toEqual([
      { type: 'receipt', status: 'action', sequences: [0], metadata: choice.metadata, dialogId: 'survey-1' },
      { type: 'text', text: 'Good', metadata: choice.metadata, dialogId: 'survey-1' },
    ])
    expect(conversation.getState().survey).toBeUndefined()
    mail.say('Why?', { dialogId: 'survey-1', isQuestion: true, author: 'bot' })
    await settle()
    expect(conversation.getState().survey).toMatchObject({ text: 'Why?', replies: [] })
    await conversation.answerSurvey('Because')
    expect(toLines(conversation).slice(-4)).toEqual([
      'bot: Good? (delivered)',
      'visitor: Good (sent)',
      'bot: Why? (delivered)',
      'visitor: Because (sent)',
    ])
    mail.update('conversation-1', { isOpen: false, dialogs: toDialogs(mail, false) })
    await settle()
    expect(client.core.acceptances.getState().conversation).toBeUndefined()
    await expect(conversation.answerSurvey('Late')).rejects.toMatchObject({ name: 'ConfigurationError' })
    await expect(conversation.send('Late')).rejects.toThrow('The conversation has ended')
  })

  test('behavior: an unchanged question stays the same object', async () => {
    const { mail, conversation } = await openSurvey()
    const { survey } = conversation.getState()
    mail.emit({ type: 'typing', dialogId: 'survey-1', senderId: 'bot-1', isTyping: true })
    await settle()
    expect(conversation.getState().survey).toBe(survey)
  })

  test('behavior: a second end skips the survey', async () => {
    const { mail, conversation } = await openSurvey()
    await conversation.close()
    expect(mail.closed).toEqual([{ conversationId: 'conversation-1', dialogId: 'survey-1', isFinal: true }])
  })

  test('behavior: a lost socket reads the survey again', async () => {
    const { mail, conversation } = await openSurvey()
    mail.dropSockets()
    mail.say('Why?', { dialogId: 'survey-1', isQuestion: true, author: 'bot' })
    await vi.advanceTimersByTimeAsync(5000)
    expect(conversation.getState().survey).toMatchObject({ text: 'Why?' })
  })
})

describe('a log-out', () => {
  test.each<[string, (client: ReturnType<typeof createMailClient>['client']) => void]>([
    ['reset', (client) => client.reset()],
    ['a denial of consent', (client) => client.setConsent('denied')],
  ])('default: %s ends the conversation at the service and clears it here', async (_title, act) => {
    const { client, mail, conversation } = await openMail()
    const late = mail.opened[0]?.onEvent
    act(client)
    late?.(mail.toContent(mail.mainOf(), 'agent-1', 'late'))
    await settle()
    expect(mail.closed).toEqual([{ conversationId: 'conversation-1', dialogId: 'conversation-1-main', isFinal: true }])
    expect(mail.count()).toBe(0)
    expect(getConversationStore(client).getState()).toBe(getConversationStore(client).getIdleState())
    expect(conversation.getState().status).toBe('idle')
    expect(client.core.acceptances.getState().conversation).toBeUndefined()
    await expect(getConversationStore(client).send('a')).rejects.toMatchObject({ name: 'ConfigurationError' })
    conversation.markRead()
  })

  test('behavior: nothing of it is stored afterwards', async () => {
    const { client, conversation, mail } = await openStoredMail()
    mail.say('a')
    await settle()
    client.reset()
    conversation.markRead()
    await settle()
    expect(Object.keys(localStorage).filter((key) => key.endsWith(':conversation'))).toEqual([])
  })

  test('behavior: messages that wait reject', async () => {
    const { client, mail, conversation } = await openMail()
    mail.dropSockets()
    const sent = expect(conversation.send('a')).rejects.toMatchObject({ name: 'AbortError' })
    client.reset()
    await sent
  })

  test('behavior: a conversation that is just being requested ends when it exists', async () => {
    const { client, mail } = createMailClient()
    const opening = openConversation(client, { engagement: available }).catch(({ name }) => name)
    while (mail.requested.length === 0) await Promise.resolve()
    client.reset()
    expect(await opening).toBe('AbortError')
    await settle()
    expect(mail.closed).toMatchObject([{ conversationId: 'conversation-1', isFinal: true }])
    expect(mail.count()).toBe(0)
  })

  test('behavior: a log-out while the page connects ends the attempts', async () => {
    const { client, mail } = createMailClient()
    mail.fail('open', new NetworkError(), 9)
    const opening = openConversation(client, { engagement: available }).catch(({ name }) => name)
    await settle()
    client.reset()
    expect(await opening).toBe('AbortError')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(mail.opened).toHaveLength(1)
  })

  test('behavior: a tab that was suspended during the log-out ends when the visitor returns', async () => {
    const { client, mail } = await openStoredMail()
    client.mount()
    for (const key of Object.keys(localStorage)) localStorage.removeItem(key)
    document.dispatchEvent(new Event('visibilitychange'))
    await settle()
    expect(mail.closed).toHaveLength(1)
    expect(getConversationStore(client).getState().status).toBe('idle')
    client.unmount()
  })

  test('behavior: a log-out elsewhere reaches a page without a provider', async () => {
    const { client, mail } = await openStoredMail()
    createMailClient(storage, mail).client.reset()
    await settle()
    expect(getConversationStore(client).getState().status).toBe('idle')
    expect(mail.count()).toBe(0)
  })

  test('behavior: an end that another tab has seen first is no log-out', async () => {
    const { client, mail, conversation } = await openStoredMail()
    createConversationStorage(client.core.storage, client.core.key).end('conversation-1')
    document.dispatchEvent(new Event('visibilitychange'))
    await settle()
    expect(mail.closed).toEqual([])
    expect(conversation.getState().status).toBe('active')
  })

  test('behavior: a return to the page changes nothing otherwise', async () => {
    const { client, mail, conversation } = await openStoredMail()
    client.mount()
    document.dispatchEvent(new Event('visibilitychange'))
    await settle()
    expect(conversation.getState().status).toBe('active')
    mail.closeMain()
    await settle()
    document.dispatchEvent(new Event('visibilitychange'))
    await settle()
    expect(conversation.getState().status).toBe('closed')
    client.unmount()
  })
})

describe('the shared state', () => {
  test('default: buttons see the conversation with its unread count, and events name each status', async () => {
    const statuses: string[] = []
    const { client, mail, conversation } = await openMail({
      onEvent: (event) => event.type === 'conversation' && statuses.push(event.status),
    })
    const { acceptances } = client.core
    expect(acceptances.getState().conversation).toEqual({ id: 'conversation-1', unreadCount: 0 })
    mail.say('a')
    await settle()
    expect(acceptances.getState().conversation).toEqual({ id: 'conversation-1', unreadCount: 1 })
    mail.dropSockets()
    await vi.advanceTimersByTimeAsync(5000)
    await conversation.close()
    await settle()
    expect(statuses).toEqual(['connecting', 'waiting', 'active', 'reconnecting', 'active', 'closed'])
  })

  test('behavior: an unchanged state stays the same object, and unchanged parts too', async () => {
    const { mail, conversation } = await openMail()
    mail.say('a')
    await settle()
    const before = conversation.getState()
    expect(conversation.getState()).toBe(before)
    mail.type(true)
    await settle()
    const after = conversation.getState()
    expect(after).not.toBe(before)
    expect(after.messages).toBe(before.messages)
    mail.update('conversation-1', { expectedAnswerAt: 5, closedUntil: 6, agents: [{ id: 'agent-1', role: 'agent' }] })
    await settle()
    expect(conversation.getState()).toMatchObject({ expectedAnswerAt: 5, closedUntil: 6 })
    expect(conversation.getState().agents).toBe(after.agents)
  })

  test('behavior: other open conversations of the visitor stay out', async () => {
    const { mail, conversation } = await openMail()
    mail.addConversation({ id: 'other' })
    mail.opened[0]?.onEvent(mail.toContent('other-main', 'agent-1', 'elsewhere'))
    await settle()
    expect(conversation.getState().messages).toEqual([])
  })

  test('behavior: a file has its address while the conversation is connected', async () => {
    const { mail, conversation } = await openMail()
    expect(await conversation.getFileUrl('/a.png')).toBe('https://loft.example/a.png')
    mail.dropSockets()
    await settle()
    await expect(conversation.getFileUrl('/a.png')).rejects.toMatchObject({ name: 'NetworkError' })
  })

  test('behavior: a history of 10,000 messages is rendered once, and each further message once', async () => {
    const { client, mail } = createMailClient()
    mail.options.sendsHistorySlowly = true
    mail.addConversation()
    for (let index = 0; index < 10_000; index++)
      mail.record(mail.mainOf(), { ...mail.toContent(mail.mainOf(), 'agent-1', `${index}`), sequence: index })
    let notifications = 0
    let mirrored = 0
    const store = getConversationStore(client)
    store.subscribe(() => notifications++)
    client.core.acceptances.subscribeToState(() => mirrored++)
    const conversation = await openConversation(client, { engagement: available })
    await settle()
    expect(conversation.getState().messages).toHaveLength(10_000)
    expect(notifications).toBeLessThan(10)
    expect(mirrored).toBeLessThan(4)
    const before = notifications
    for (let index = 0; index < 100; index++) mail.say('together')
    await settle()
    expect(notifications).toBeLessThan(before + 4)
    expect(conversation.getState().messages).toHaveLength(10_100)
  })
})
