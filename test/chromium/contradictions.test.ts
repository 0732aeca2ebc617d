import { createServer, type Server } from 'node:http'
import type { BrowserContext } from 'playwright'
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest'
import { browserTest } from '../support/browserTest.js'
import { buildPage } from '../support/buildPage.js'
import { interruptions, rows } from '../support/contradictions.js'
import { close, listen } from '../support/loopback.js'
import type { Visitor, VisitorOptions } from '../support/messagingVisitor.js'
import { playConversation } from '../support/playConversation.js'
import { playInterruption, playTwoTabs } from '../support/playInterruption.js'
import { startRow } from '../support/startRow.js'

/** The browser prints the refusals and the drops of some rows. */
const test = browserTest.extend('permitted', /Failed to load resource|WebSocket connection to/)

let site: Server
let origin = ''
beforeAll(async () => {
  site = createServer(await buildPage('conversation'))
  origin = await listen(site)
})
afterAll(() => close(site))

/** Opens the page in a tab. The visitor's steps run there. */
async function openVisitor(context: BrowserContext, options: VisitorOptions): Promise<Visitor> {
  const page = await context.newPage()
  await page.goto(`${origin}/?${new URLSearchParams({ options: JSON.stringify(options) })}`)
  const step = (name: keyof Visitor) => (argument: string) =>
    page.evaluate(([name, argument]) => (visitor[name] as (argument: string) => Promise<unknown>)(argument), [name, argument] as const)
  // A promise must not take the visitor for another promise.
  return new Proxy({} as Visitor, { get: (_target, name) => (name === 'then' ? undefined : step(name as keyof Visitor)) })
}

async function setUp(context: BrowserContext, ...parameters: Parameters<typeof startRow>) {
  const { options, ...row } = await startRow(...parameters)
  onTestFinished(row.server.close)
  return { ...row, openTab: () => openVisitor(context, options) }
}

describe('a conversation in a browser', () => {
  test.for(rows)('behavior: the service speaks %s', async ([, variants], { context }) => {
    await playConversation({ ...(await setUp(context, variants)), variants })
  })

  test.for(interruptions)('behavior: the service has %s', async ([, variants, interruption], { context }) => {
    await playInterruption({ ...(await setUp(context, variants, interruption)), interruption })
  })

  test.for(['opened', 'refused'] as const)(
    'behavior: two tabs at once have one conversation, and a second one is %s',
    async (secondConversation, { context }) => {
      await playTwoTabs(await setUp(context, { secondConversation }))
    },
  )
})
