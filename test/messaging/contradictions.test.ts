import { describe, onTestFinished, test } from 'vitest'
import WebSocket from 'ws'
import { rows } from '../support/contradictions.js'
import { startMessagingServer } from '../support/messagingServer.js'
import { createVisitor } from '../support/messagingVisitor.js'
import { playConversation } from '../support/playConversation.js'

/** A storage that the tabs of one row share. */
function createStorage() {
  const values = new Map<string, string>()
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  }
}

describe('a conversation over real sockets', () => {
  test.each(rows)('behavior: the service speaks %s', async (_title, variants) => {
    const server = await startMessagingServer({ accountId: '12345678', messaging: { variants, survey: true } })
    onTestFinished(server.close)
    const storage = createStorage()
    const connectorId = variants.connector === 'missing' ? '2100000010' : undefined
    const options = { origin: server.origin, connectorId, delay: 0.05 }
    await playConversation({
      server,
      variants,
      async openTab() {
        const visitor = createVisitor(options, WebSocket as unknown as typeof globalThis.WebSocket, storage)
        onTestFinished(async () => void (await visitor.leave()))
        return visitor
      },
    })
  })
})
