import { expect } from 'vitest'
import type { Interruption } from './contradictions.js'
import type { MessagingServer } from './messagingServer.js'
import type { Visitor } from './messagingVisitor.js'
import { eventually, expectState, toTexts } from './playConversation.js'

export type InterruptedPlay = {
  server: MessagingServer
  interruption: Interruption
  openTab: () => Promise<Visitor>
  /** Moves the service's clock. */
  addHours: (hours: number) => void
}

/** Interrupts the socket of a conversation. Each message must be there once on both sides, in one conversation. */
export async function playInterruption({ server, interruption, openTab, addHours }: InterruptedPlay): Promise<void> {
  const { simulator } = server
  const { agent, conversations, frames } = simulator
  const { drop, expire, hours, idleClose, isBetweenSockets = false, isLost = false } = interruption
  const isOpening = drop?.type !== undefined && drop.type !== 'ms.PublishEvent'
  if (isOpening) simulator.dropSocket(drop)

  const visitor = await openTab()
  await visitor.open()
  agent.say('Good morning')
  await visitor.send('One')
  await expectState(visitor, (state) => expect(toTexts(state)).toEqual(['Good morning', 'One']))

  const countSockets = () => new Set(frames.map(({ socket }) => socket)).size
  if (idleClose) await eventually(() => expect(countSockets()).toBeGreaterThan(1))
  if (hours) addHours(hours)
  if (isBetweenSockets || (!isOpening && (drop || hours))) simulator.dropSocket(drop)
  if (expire) simulator.expireTokens(expire)
  agent.say('While you were away')
  if (isLost) {
    await expectState(visitor, ({ status }) => expect(status).toBe('closed'))
    return
  }
  await visitor.send('Two')
  agent.say('Goodbye')
  await expectState(visitor, (state) => expect(toTexts(state)).toEqual(['Good morning', 'One', 'While you were away', 'Two', 'Goodbye']))
  await visitor.close()
  await expectState(visitor, ({ status }) => expect(status).toBe('closed'))

  expect(conversations).toHaveLength(1)
  const said = conversations[0]?.messages.filter(({ author }) => author === 'visitor').map(({ text }) => text)
  expect(said).toEqual(['One', 'Two'])
  expect(countSockets()).toBeGreaterThan(1)
}

/** Opens a conversation in two tabs at once. Both have the same one. */
export async function playTwoTabs({ server, openTab }: Pick<InterruptedPlay, 'server' | 'openTab'>): Promise<void> {
  const tabs = [await openTab(), await openTab()]
  const ids = await Promise.all(tabs.map((tab) => tab.open()))
  expect(new Set(ids).size).toBe(1)
  expect(server.simulator.conversations).toHaveLength(1)
  await tabs[0]?.send('From the first tab')
  await tabs[1]?.send('From the second tab')
  for (const tab of tabs) {
    await expectState(tab, (state) => expect(toTexts(state)).toEqual(['From the first tab', 'From the second tab']))
  }
}
