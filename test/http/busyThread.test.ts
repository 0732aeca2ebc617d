// @vitest-environment node
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import { createHttp } from '../../src/http/createHttp.js'
import { livePersonPolicy } from '../../src/liveperson/livePersonPolicy.js'

/** The time of an attempt, in seconds. */
const timeout = 0.5

/** A server on a thread of its own, because the main thread of the test is busy. The server counts its requests, and reports each. */
const server = `
  const { createServer } = require('node:http')
  const { parentPort, workerData } = require('node:worker_threads')
  let count = 0
  const server = createServer((request, response) => {
    const text = JSON.stringify({ count: ++count })
    parentPort.postMessage('request')
    setTimeout(() => {
      response.writeHead(200)
      response.write(text.slice(0, 5))
      setTimeout(() => response.end(text.slice(5)), workerData.bodyDelay)
    }, workerData.delay)
  })
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
`

let worker: Worker | undefined

async function startServer(delays: { delay: number; bodyDelay: number }): Promise<string> {
  worker = new Worker(server, { eval: true, workerData: delays })
  const port = await new Promise((resolve) => worker?.once('message', resolve))
  return `http://127.0.0.1:${port}`
}

/** Keeps the main thread busy past the time-out, as a long script does. After an immediate, due timers run before the network. */
function workDuringRequests(): void {
  worker?.on('message', () =>
    setImmediate(() => {
      const end = performance.now() + 2 * timeout * 1000
      while (performance.now() < end);
    }),
  )
}

describe('a main thread that is busy past the time of an attempt', () => {
  afterEach(async () => {
    await worker?.terminate()
  })

  test.each([
    { delay: 50, bodyDelay: 0 },
    { delay: 50, bodyDelay: 50 },
  ])('behavior: a response that arrived meanwhile is no time-out: %j', async (delays) => {
    const origin = await startServer(delays)
    const failures: string[] = []
    const http = createHttp({
      fetch,
      policy: { ...livePersonPolicy, timeout },
      schedule: [0.1],
      baseUrl: async () => origin,
      onRetry: () => void failures.push('retry'),
    })
    workDuringRequests()
    await expect(http({ method: 'POST', path: () => '/', body: {} })).resolves.toEqual({ status: 200, body: { count: 1 } })
    expect(failures).toEqual([])
  })

  test('behavior: an attempt without a response still times out', async () => {
    const origin = await startServer({ delay: 60_000, bodyDelay: 0 })
    const http = createHttp({ fetch, policy: { ...livePersonPolicy, timeout }, schedule: [], baseUrl: async () => origin })
    workDuringRequests()
    await expect(http({ method: 'POST', path: () => '/', body: {} })).rejects.toMatchObject({ name: 'TimeoutError' })
  })
})
