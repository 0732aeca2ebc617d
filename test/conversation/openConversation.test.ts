import { describe, expect, test } from 'vitest'
import { openConversation } from '../../src/conversation/openConversation.js'
import { createTestClient } from '../support/client.js'
import { createMailClient, openMail, settle, toLines } from '../support/conversation.js'
import { available } from '../support/engagements.js'

describe('openConversation', () => {
  test('default: one click makes one conversation with the ids of its engagement', async () => {
    const { client, mail } = createMailClient()
    const conversation = await openConversation(client, { engagement: available })
    expect(conversation.id).toBe('conversation-1')
    expect(mail.requested).toEqual([available])
    expect(conversation.getState()).toMatchObject({ status: 'waiting', messages: [], agents: [], unreadCount: 0, error: undefined })
  })

  test('default: a message reaches the agent, and the answer reaches the visitor', async () => {
    const { mail, conversation } = await openMail()
    await conversation.send('Hello')
    mail.say('Good day')
    await settle()
    expect(mail.texts()).toEqual(['Hello'])
    expect(toLines(conversation)).toEqual(['visitor: Hello (sent)', 'agent: Good day (delivered)'])
    expect(conversation.getState()).toMatchObject({ status: 'active', unreadCount: 1 })
  })

  test('behavior: a client without messaging rejects', async () => {
    const { client } = createTestClient()
    await expect(openConversation(client, { engagement: available })).rejects.toMatchObject({ name: 'ConfigurationError' })
  })
})
