import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { close, listen, readBody } from './loopback.js'

/** The fate of an update. `cut` and `stalled` lose the response to an accepted update. `dropped` and `hung` lose the request itself. */
export type Fate = 'answered' | 'refused' | 'dropped' | 'cut' | 'hung' | 'stalled'

/** An update as it reached the server. Times are in milliseconds since the epoch. */
export type Update = { types: string[]; fate: Fate; status: number | undefined; arrived: number; answered: number | undefined }

export type FaultyService = {
  origin: string
  simulator: Simulator
  updates: Update[]
  /** Decides the fate of the updates from now on. */
  decide: (next: () => Fate) => void
  close: () => Promise<void>
}

/**
 * The simulator behind real HTTP. Each round trip takes `latency` milliseconds, also for a preflight. Half of the time passes before the request arrives.
 * @param preflightAge How long a browser may keep a preflight's answer, in seconds; by itself it does for 5.
 * @param answerElse Returns the body of the response for a path that the simulator does not know.
 */
export async function startFaultyService(
  latency: number,
  preflightAge = 5,
  answerElse: (path: string) => string | undefined = () => undefined,
): Promise<FaultyService> {
  const simulator = createSimulator()
  const updates: Update[] = []
  let decide = (): Fate => 'answered'

  const server = createServer(async (request, response) => {
    const { method = 'GET', headers, url } = request
    const travel = () => sleep(latency / 2)
    response.setHeader('access-control-allow-origin', headers.origin ?? '*')
    const body = await readBody(request).catch(() => undefined)
    if (body === undefined) return
    await travel()
    if (method === 'OPTIONS') {
      response.setHeader('access-control-allow-methods', 'POST, PUT')
      response.setHeader('access-control-allow-headers', 'Content-Type, Accept')
      response.setHeader('access-control-max-age', preflightAge)
      await travel()
      response.writeHead(204).end()
      return
    }
    const update = method === 'PUT' ? toUpdate(body, decide()) : undefined
    if (update) updates.push(update)
    const fate = update?.fate ?? 'answered'
    if (fate === 'hung') return
    if (fate === 'dropped') return void request.socket.destroy()
    const other = answerElse(url ?? '/')
    const answer =
      fate === 'refused'
        ? new Response('{"message":"Planned fault","internalCode":18}', { status: 503 })
        : other !== undefined
          ? new Response(other)
          : await simulator.fetch(`http://${headers.host}${url}`, { method, headers: toFields(headers), body })
    if (update) update.status = answer.status
    if (fate === 'stalled') return
    if (fate === 'cut') return void request.socket.destroy()
    await travel()
    if (update) update.answered = Date.now()
    response.writeHead(answer.status).end(await answer.text())
  })

  return {
    origin: await listen(server),
    simulator,
    updates,
    decide: (next) => {
      decide = next
    },
    close: () => close(server),
  }
}

function toUpdate(body: string, fate: Fate): Update {
  const { impAttributes = [] } = JSON.parse(body) as { impAttributes?: { type: string }[] }
  return { types: impAttributes.map(({ type }) => type), fate, status: undefined, arrived: Date.now(), answered: undefined }
}

function toFields(headers: NodeJS.Dict<string | string[]>): [string, string][] {
  return Object.entries(headers).map(([name, value]) => [name, String(value)])
}
