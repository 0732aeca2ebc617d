import { expect, vi } from 'vitest'
import type { World } from './createWorld.js'

/** Longer than the longest delay between two attempts, which is 8 minutes. In milliseconds. */
const allDelivered = 490_000

/**
 * Repairs the network and the service, opens one more page, and compares the accepted impressions with the reported ones.
 *
 * - An impression may be lost only if the page handed it over while unloading, and the service refused it.
 * - An impression may arrive twice only if the page was killed before it received the response.
 * - A display arrives before its acceptance, if the same page reported and sent both.
 * - The storage counts an attempt before the attempt is made.
 * - No impression is dropped.
 */
export async function checkDelivery(world: World): Promise<void> {
  const { browser, reported, uncounted } = world
  await deliverAll(world)

  const accepted = world.simulator.impressions.map(({ sessionId, revision, type }) => `${sessionId} ${revision} ${type}`)
  const unreceived = browser.unreceivedResponses.map(({ url, body, ...response }) => ({ ...response, names: toNames(url, body) }))
  const mayBeLost = new Set(unreceived.filter(({ wasAccepted, wasKilled }) => !wasAccepted && !wasKilled).flatMap(({ names }) => names))
  const mayBeTwice = new Set(unreceived.filter(({ wasAccepted, wasKilled }) => wasAccepted && wasKilled).flatMap(({ names }) => names))
  for (const name of reported) {
    const times = accepted.filter((other) => other === name).length
    if (times === 0) expect(mayBeLost, `${name} was lost`).toContain(name)
    if (times > 1) expect(mayBeTwice, `${name} came ${times} times`).toContain(name)
  }
  expect(accepted.filter((name) => !reported.includes(name))).toEqual([])
  checkOrder(world, [...new Set(accepted)], mayBeLost)
  expect(uncounted, 'sent before it was counted').toEqual([])
  for (const { events } of browser.all) {
    const dropped = events.filter((event) => event.type === 'impressionDropped')
    expect(dropped, 'dropped').toEqual([])
  }
}

async function deliverAll({ simulator, browser, visits, open }: World): Promise<void> {
  browser.setOnline(true)
  simulator.recover()
  open()
  await vi.advanceTimersByTimeAsync(allDelivered)
  await Promise.all(visits.map(({ tab }) => tab.run(() => tab.client.flush())))
}

function toNames(url: string, body: object): string[] {
  const { impAttributes = [] } = body as { impAttributes?: { type: string; revision: number }[] }
  const sessionId = new URL(url).searchParams.get('sid')
  return impAttributes.map(({ type, revision }) => `${sessionId} ${revision} ${type}`)
}

/** @param arrived The accepted impressions, in the order in which each arrived first. */
function checkOrder({ browser, reporters, sentBesideDisplay }: World, arrived: string[], mayBeLost: Set<string>): void {
  const findSender = (name: string) =>
    browser.all.find(({ events }) =>
      events.some((event) => event.type === 'impressionSent' && name.endsWith(` ${event.impression.revision} ${event.impression.type}`)),
    )
  for (const acceptance of arrived.filter((name) => name.endsWith('impAccept'))) {
    const display = acceptance.replace('impAccept', 'impDisplay')
    const [displaySender, acceptanceSender] = [findSender(display), findSender(acceptance)]
    // Two tabs with the same offer report in their own order. A tab that recovers another's impressions sends them in its own order, too.
    const hasOneSender = !displaySender || !acceptanceSender || displaySender === acceptanceSender
    const isOrdered = reporters.get(display) === reporters.get(acceptance) && hasOneSender
    const wasSentBeside = [...sentBesideDisplay].some((name) => acceptance.endsWith(` ${name}`))
    if (!mayBeLost.has(display) && isOrdered && !wasSentBeside) {
      expect(arrived.indexOf(display), `${acceptance} came before its display`).toBeLessThan(arrived.indexOf(acceptance))
    }
  }
}
