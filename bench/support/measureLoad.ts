import { Agent, request } from 'node:http'

export type LoadRequest = { method: string; path: string; headers: Record<string, string>; body?: string }

/** The requests in flight. Each has a connection of its own, which stays open. */
const lanes = 32

/** Sends the request again and again for some seconds. Returns the number of responses, and the time in seconds. */
export async function measureLoad(origin: string, load: LoadRequest, seconds: number): Promise<{ count: number; time: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes })
  const start = performance.now()
  const end = start + seconds * 1000
  let count = 0
  async function runLane(): Promise<void> {
    for (; performance.now() < end; count++) await sendOnce(origin, load, agent)
  }
  await Promise.all(Array.from({ length: lanes }, runLane))
  agent.destroy()
  return { count, time: (performance.now() - start) / 1000 }
}

/** Sends the request once. Returns the body of the response. */
export function sendOnce(origin: string, { method, path, headers, body }: LoadRequest, agent?: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(origin + path, { method, headers, ...(agent && { agent }) }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => (text += chunk))
      response.on('error', reject)
      response.on('end', () =>
        response.statusCode === 200 ? resolve(text) : reject(new Error(`${path} has the status ${response.statusCode}: ${text}`)),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
