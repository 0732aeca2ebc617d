import type { Simulator } from '../../src/testing/index.js'
import { engagementRequests } from './engagementRequests.js'

/** Reads what a simulator received. Each call reads anew. */
export function readSimulator(simulator: Simulator) {
  return {
    requests: {
      /** The requests for an engagement, without impression reports. */
      engagement: () => engagementRequests(simulator),
      /** The status of each response, in the order of the requests; undefined while there is none. */
      statuses: () => simulator.requests.map(({ status }) => status),
      /** The kind of each request, in order. */
      calls: () => simulator.requests.map(({ call }) => call),
    },
    impressions: {
      /** The types of the impressions that the service accepted, in order. */
      types: () => simulator.impressions.map(({ type }) => type),
      /** The types of the impressions in each update, accepted or not. */
      batches: () =>
        simulator.requests
          .filter(({ call }) => call === 'update')
          .map(({ body }) => (body as { impAttributes: { type: string }[] }).impAttributes.map(({ type }) => type)),
    },
  }
}
