import { expect, vi } from 'vitest'
import type { ConversationState } from '../../src/model/conversation.js'
import type { SimulatedMessage } from '../../src/testing/messagingRecords.js'
import type { MessagingVariants } from '../../src/testing/messagingVariants.js'
import { offer } from './contradictions.js'
import type { MessagingServer } from './messagingServer.js'
import type { Visitor } from './messagingVisitor.js'

export type Play = {
  server: MessagingServer
  variants: MessagingVariants
  /** Opens a tab of the visitor. */
  openTab: () => Promise<Visitor>
}

/** Checks until the visitor's state is as expected. */
export async function expectState(visitor: Visitor, check: (state: ConversationState) => void): Promise<void> {
  await vi.waitFor(async () => check(await visitor.getState()), { timeout: 15_000, interval: 5 })
}

export const eventually = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 5 })

/** A message without what belongs to one page alone. */
const toComparable = ({ messages }: ConversationState) =>
  messages.map(({ author, content, sequence, quickReplies }) => ({ author, content, sequence, quickReplies }))

export const toTexts = ({ messages }: ConversationState) =>
  messages.map(({ content }) => (content.type === 'text' ? content.text : content.type))

const card = { type: 'vertical', elements: [{ type: 'text', text: 'A card' }] }
const choice = { title: 'Yes', text: 'Yes, please', metadata: [{ type: 'ExternalId', id: 'yes-1' }] }
const path = '/v1/AUTH_async-images/parcel.png'
const form = { type: 'ContentEvent', contentType: 'forms/secure-invitation', message: { formId: '1' } }

/** Opens a conversation, talks in both directions, looks at it from a second tab, and ends it. Each message must be there once, on both sides. */
export async function playConversation({ server, variants, openTab }: Play): Promise<void> {
  const { agent, conversations, frames } = server.simulator
  const visitor = await openTab()
  const id = await visitor.open()
  const conversation = conversations[0]
  if (!conversation) throw new Error('There is no conversation.')
  const visitorReceipts = (status: string) =>
    conversation.receipts
      .filter((receipt) => receipt.author === 'visitor' && receipt.status === status)
      .flatMap(({ sequences }) => sequences)
  await expectState(visitor, ({ status }) => expect(status).toBe('waiting'))

  // The agent's side.
  const agentId = agent.join()
  const { sequence } = agent.say('Good morning')
  await expectState(visitor, (state) => {
    expect(toTexts(state)).toEqual(['Good morning'])
    expect(state).toMatchObject({ status: 'active', agents: [{ id: agentId, role: 'agent' }], unreadCount: 1 })
  })
  await eventually(() => expect(visitorReceipts('ACCEPT')).toEqual([sequence]))
  await visitor.markRead()
  await eventually(() => expect(visitorReceipts('READ')).toEqual([sequence]))
  agent.type()
  await expectState(visitor, ({ isAgentTyping }) => expect(isAgentTyping).toBe(true))
  agent.type(false)
  await expectState(visitor, ({ isAgentTyping }) => expect(isAgentTyping).toBe(false))

  // The visitor's side.
  await visitor.setTyping(true)
  await eventually(() => expect(conversation.visitorState).toBe('COMPOSING'))
  await visitor.send('Where is my parcel?')
  const own = conversation.messages.at(-1)?.sequence as number
  await expectState(visitor, ({ expectedAnswerAt }) => expect(expectedAnswerAt).toBeGreaterThan(Date.now()))
  // The tutorial's receipt names the number after the one of the echo.
  agent.say({ event: { type: 'AcceptStatusEvent', status: 'READ', sequenceList: [own + 1] } })
  agent.accept()
  await expectState(visitor, ({ messages }) => expect(messages.at(-1)).toMatchObject({ status: 'delivered', sequence: own }))
  agent.read()
  await expectState(visitor, ({ messages }) => expect(messages.at(-1)).toMatchObject({ status: 'read', sequence: own }))

  // The kinds of content.
  agent.say(card)
  agent.say({ file: { path, caption: 'Your parcel', fileType: 'PNG' } })
  agent.say({ event: form })
  agent.say('For the team', { audience: 'agents' })
  agent.say({ text: 'Shall I send it again?', quickReplies: [choice, 'No'] })
  await expectState(visitor, ({ messages }) => {
    expect(messages.slice(2).map(({ content }) => content)).toEqual([
      { type: 'structured', root: card },
      { type: 'file', path, caption: 'Your parcel', fileType: 'PNG' },
      { type: 'unsupported' },
      { type: 'text', text: 'Shall I send it again?' },
    ])
    expect(messages.at(-1)?.quickReplies).toMatchObject([choice, { title: 'No' }])
  })
  expect(await visitor.getFileUrl(path)).toMatch(/^https?:.*parcel\.png\?temp_url_sig=.+&temp_url_expires=/)
  await visitor.reply('Yes')
  expect(conversation.messages.at(-1)).toMatchObject({ author: 'visitor', text: choice.text, metadata: choice.metadata })
  expect(conversation.receipts.find(({ status }) => status === 'ACTION')).toMatchObject({ metadata: choice.metadata })

  // A second tab reads the history.
  const tab = await openTab()
  expect(await tab.open()).toBe(id)
  await expectState(visitor, (state) => expect(state.messages.map(({ sequence }) => sequence)).not.toContain(undefined))
  const messages = toComparable(await visitor.getState())
  expect(messages).toHaveLength(7)
  await expectState(tab, (state) => expect(toComparable(state)).toEqual(messages))
  await tab.leave()

  // The end, with its survey.
  const hasSurvey = variants.stage !== 'missing'
  await visitor.close()
  await expectState(visitor, ({ status, closedBy }) => expect([status, closedBy]).toEqual(['closed', 'visitor']))
  const answers = hasSurvey ? ['Good', 'More parcels'] : []
  for (const [index, answer] of answers.entries()) {
    await expectState(visitor, ({ survey }) => expect(survey?.replies.length).toBe(index === 0 ? 3 : 0))
    await visitor.answer(answer)
  }
  if (hasSurvey) {
    await expectState(visitor, (state) => expect(toTexts(state).at(-1)).toBe('Thank you.'))
    expect(conversation.state).toBe('CLOSE')
    expect(conversation.messages.find(({ text }) => text === 'Good')?.metadata).toMatchObject([{ type: 'Answer' }])
  }

  // Both sides have each message once, and the visitor has seen nothing of the team's.
  const said = conversation.messages.filter(({ author }) => author === 'visitor').map(({ text }) => text)
  expect(said).toEqual(['Where is my parcel?', choice.text, ...answers])
  const state = await visitor.getState()
  expect(toTexts(state).filter((text) => said.includes(text))).toEqual(said)
  expect(JSON.stringify(state)).not.toMatch(/For the team|For agents alone/)
  const isForVisitor = ({ text = '' }: SimulatedMessage) => !/^For the team$|^For agents alone$/.test(text)
  expect(state.messages).toHaveLength(conversation.messages.filter(isForVisitor).length)

  // The next click finds no open conversation.
  expect(conversations).toHaveLength(1)
  const later = await openTab()
  expect(await later.open()).not.toBe(id)
  expect(conversations).toHaveLength(2)
  expectProtocol(frames, conversation.request)
}

/** The requests have one form in all rows, because the fact sheet says which. */
function expectProtocol(frames: MessagingServer['simulator']['frames'], request: Record<string, unknown>): void {
  const sent = frames.filter(({ direction }) => direction === 'sent')
  expect(request).toMatchObject({
    channelType: 'MESSAGING',
    brandId: '12345678',
    campaignInfo: { campaignId: offer.campaignId, engagementId: offer.engagementId },
    conversationContext: { visitorId: 'visitor-1', sessionId: 'session-1', interactionContextId: 'context-1', lang: 'en-US' },
    skillId: offer.skillId,
  })
  // Rows 2, 27 and 28: ids are texts, types are those of version 3, and a header has the token.
  for (const { frame } of sent) {
    expect(frame.id).toEqual(expect.any(String))
    expect(frame.type).toMatch(/^(InitConnection|GetClock|(cm|ms|cqm)\.\w+)$/)
  }
  for (const socket of new Set(sent.map((frame) => frame.socket))) {
    const own = frames.filter((frame) => frame.socket === socket)
    // Row 1: nothing is sent before the answer.
    expect(own.slice(0, 2).map(({ direction, type }) => `${direction} ${type}`)).toEqual(['sent InitConnection', 'received InitConnection'])
    expect(own[0]?.frame.headers).toMatchObject([
      { type: '.ams.headers.ClientProperties' },
      { type: '.ams.headers.ConsumerAuthentication' },
    ])
  }
  // Row 12: one field is an object.
  const update = sent.find(({ type }) => type === 'cm.UpdateConversationField')?.frame.body
  expect(update).toMatchObject({ conversationField: { field: 'DialogChange' } })
}
