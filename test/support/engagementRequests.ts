import type { Simulator } from '../../src/testing/index.js'

/** The requests for an engagement, without impression reports, because a report goes out whenever its batch is due. */
export function engagementRequests({ requests }: Simulator): Simulator['requests'] {
  return requests.filter(({ call }) => call === 'engagement')
}
