import type { MessagingVariants } from '../../src/testing/messagingVariants.js'
import { toJwt } from '../../src/testing/toJwt.js'
import type { Interruption } from './contradictions.js'
import { startMessagingServer } from './messagingServer.js'
import type { VisitorOptions } from './messagingVisitor.js'

/** Starts the service of one row. */
export async function startRow(variants: MessagingVariants, { isBrand = false, idleClose }: Interruption = {}) {
  let shift = 0
  const clock = { now: () => Date.now() + shift }
  const survey = idleClose === undefined && !isBrand
  const server = await startMessagingServer({
    accountId: '12345678',
    messaging: { variants, clock, idleClose, ...(survey && { survey }) },
  })
  const options: VisitorOptions = {
    origin: server.origin,
    // The delay is short, because a test waits for it.
    delay: 0.05,
    ...(variants.connector === 'missing' && { connectorId: '2100000010' }),
    ...(isBrand && { connectorId: '2100000011', token: toJwt({ sub: 'customer-1', iss: 'https://shop.example' }) }),
  }
  return {
    server,
    options,
    addHours(hours: number) {
      shift += hours * 3_600_000
    },
  }
}
