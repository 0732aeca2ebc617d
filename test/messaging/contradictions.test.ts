import { describe, onTestFinished, test } from 'vitest'
import WebSocket from 'ws'
import { interruptions, rows } from '../support/contradictions.js'
import { createVisitor } from '../support/messagingVisitor.js'
import { playConversation } from '../support/playConversation.js'
import { playInterruption, playTwoTabs } from '../support/playInterruption.js'
import { startRow } from '../support/startRow.js'

/** A storage that the tabs of one row share. */
function createStorage() {
  const values = new Map<string, string>()
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  }
}

async function setUp(...parameters: Parameters<typeof startRow>) {
  const { options, ...row } = await startRow(...parameters)
  onTestFinished(row.server.close)
  const storage = createStorage()
  const openTab = async () => {
    const visitor = createVisitor(options, WebSocket as unknown as typeof globalThis.WebSocket, storage)
    onTestFinished(async () => void (await visitor.leave()))
    return visitor
  }
  return { ...row, openTab }
}

describe('a conversation over real sockets', () => {
  test.each(rows)('behavior: the service speaks %s', async (_title, variants) => {
    await playConversation({ ...(await setUp(variants)), variants })
  })

  test.each(interruptions)('behavior: the service has %s', async (_title, variants, interruption) => {
    await playInterruption({ ...(await setUp(variants, interruption)), interruption })
  })

  test.each(['opened', 'refused'] as const)(
    'behavior: two tabs at once have one conversation, and a second one is %s',
    async (secondConversation) => {
      await playTwoTabs(await setUp({ secondConversation }))
    },
  )
})
