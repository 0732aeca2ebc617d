import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { browserTest as test } from '../support/browserTest.js'
import { authenticate, authorize, toHeaders } from '../support/rawSocket.js'

const url = 'wss://lo.asyncmessagingent.example/ws_api/account/12345678/messaging/consumer?v=3'

/** Hands the page's sockets to the simulator, as the recipe for Playwright does. */
async function openPage(page: Page, simulator: Simulator) {
  await page.route('https://site.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Site</title>' }),
  )
  await page.routeWebSocket('**/messaging/consumer**', (socket) =>
    simulator.acceptSocket({
      url: socket.url(),
      send: (text) => socket.send(text),
      close: (code, reason) => socket.close({ code, reason }),
      onMessage: (listener) => socket.onMessage((text) => listener(String(text))),
      onClose: (listener) => socket.onClose(listener),
    }),
  )
  await page.goto('https://site.example/')
  const jwt = await authenticate(simulator, await authorize(simulator))
  // The page has its socket, the texts and the ends of it.
  await page.evaluate(
    ([address, request]) => {
      const socket = new WebSocket(address as string)
      const seen: unknown[] = []
      socket.onopen = () => socket.send(request as string)
      socket.onmessage = ({ data }) => seen.push(JSON.parse(data).reqId)
      socket.onclose = ({ code, reason }) => seen.push({ code, reason })
      Object.assign(window, { socket, seen })
    },
    [url, JSON.stringify({ kind: 'req', id: '1', type: 'InitConnection', ...toHeaders(jwt) })],
  )
  const seen = () => page.evaluate(() => (window as unknown as { seen: unknown[] }).seen)
  await expect.poll(seen).toEqual(['1'])
  return seen
}

describe("the simulator's sockets behind Playwright's routeWebSocket", () => {
  test('default: the simulator answers a frame, and the end of a socket by the page', async ({ page }) => {
    const simulator = createSimulator()
    const seen = await openPage(page, simulator)
    await page.evaluate(() => (window as unknown as { socket: WebSocket }).socket.close(1000, 'done'))
    await expect.poll(seen).toEqual(['1', { code: 1000, reason: 'done' }])
  })

  test.for([
    [4407, { code: 4407, reason: 'over' }],
    [undefined, { code: 1006, reason: 'over' }],
  ] as const)('behavior: a drop with the code %s closes the socket of the page', async ([code, close], { page }) => {
    const simulator = createSimulator()
    const seen = await openPage(page, simulator)
    simulator.dropSocket({ code, reason: 'over' })
    await expect.poll(seen).toEqual(['1', close])
  })
})
