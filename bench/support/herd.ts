import { getReconnectDelay, type RetrySchedule, toDelay } from '../../src/http/retrySchedule.js'

export type HerdOptions = {
  clients: number
  /** The event that all clients share. In an `outage`, their first attempts fail. With `online`, their network returns. */
  cause: 'outage' | 'online'
  schedule: RetrySchedule
  jitter: number
  /** Returns the delay of a client after the network's return, in seconds. @default the library's `getReconnectDelay` */
  toReconnectDelay?: () => number
  /** The number of requests that the service accepts in a second. The service refuses all others with 503. @default Infinity */
  capacity?: number
  random?: () => number
}

export type Herd = {
  /** The share of the clients whose requests came within the busiest 100 ms. */
  peak: number
  /** The share of the clients that got a response before the end of their schedule. */
  served: number
  /** The average number of requests of a client after the outage, or after the network's return. */
  requests: number
  /** The median time until a served client got its response, in seconds. */
  medianWait: number
  /** The longest time until a served client got its response, in seconds. */
  longestWait: number
}

/** In seconds. */
const tick = 0.01
/** All clients fail, or notice the network's return, within this time, in seconds. */
const moment = 0.1
/** The average time of a request to the service, and of a response back, in seconds. */
const trip = 0.05
/** In ticks. A peak is counted over this time, and the service can save up unused capacity for this time. */
const window = 10
/** Longer than all trips of a client together, in seconds. */
const slack = 20

/** Simulates clients that retry by the library's schedule, against a service that works again, and counts their requests. */
export function simulateHerd({
  clients,
  cause,
  schedule,
  jitter,
  toReconnectDelay = getReconnectDelay,
  capacity = Number.POSITIVE_INFINITY,
  random = Math.random,
}: HerdOptions): Herd {
  const length = Math.ceil((slack + schedule.reduce((total, pause) => total + pause * (1 + jitter), 0)) / tick)
  /** The clients whose requests arrive within a tick, as a linked list. */
  const heads = new Int32Array(length).fill(-1)
  const nexts = new Int32Array(clients)
  const retries = new Uint8Array(clients)
  const arrivals = new Uint32Array(length)
  const waits = new Float32Array(clients)
  let served = 0

  const toTrip = () => -trip * Math.log(1 - random())
  const send = (client: number, seconds: number) => {
    const at = Math.floor((seconds + toTrip()) / tick)
    nexts[client] = heads[at] as number
    heads[at] = client
  }
  const retry = (client: number, failedAt: number) => {
    const attempt = (retries[client] as number) + 1
    if (attempt > schedule.length) return
    retries[client] = attempt
    send(client, failedAt + toDelay(schedule, attempt, jitter))
  }

  for (let client = 0; client < clients; client++) {
    const at = random() * moment
    if (cause === 'outage') retry(client, at)
    else send(client, at + toReconnectDelay())
  }
  let room = 0
  for (let at = 0; at < length; at++) {
    room = Math.min(room + capacity * tick, capacity * tick * window)
    const now = (at + 0.5) * tick
    for (let client = heads[at] as number, next = 0; client >= 0; client = next) {
      next = nexts[client] as number
      arrivals[at] = (arrivals[at] as number) + 1
      if (room < 1) {
        retry(client, now + toTrip())
        continue
      }
      room--
      waits[served++] = now + toTrip()
    }
  }
  const sorted = waits.subarray(0, served).sort()
  return {
    peak: toPeak(arrivals) / clients,
    served: served / clients,
    requests: arrivals.reduce((total, count) => total + count, 0) / clients,
    medianWait: sorted[served >> 1] ?? Number.NaN,
    longestWait: sorted[served - 1] ?? Number.NaN,
  }
}

/** Returns the highest count of all windows, at every start. A fixed border would cut a wave in two and hide its height. */
function toPeak(arrivals: Uint32Array): number {
  let inWindow = 0
  let peak = 0
  for (let at = 0; at < arrivals.length; at++) {
    inWindow += (arrivals[at] as number) - (arrivals[at - window] ?? 0)
    peak = Math.max(peak, inWindow)
  }
  return peak
}
