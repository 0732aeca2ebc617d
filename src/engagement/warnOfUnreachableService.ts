import { warnOnce } from '../browser/warnOnce.js'
import { dev } from '../dev.js'
import { NetworkError, TimeoutError } from '../errors.js'

/** Warns that an engagement request failed for good, because the service did not respond. An error of a response has its own cause. */
export function warnOfUnreachableService(error: unknown, host = 'The service'): void {
  if (!(error instanceof NetworkError || error instanceof TimeoutError)) return
  warnOnce(
    dev`${host} could not be reached, so there is no answer. EngagementButton is hidden, or shows its \`fallback\`. With \`labels.retry\`, EngagementButton is shown as a retry. Check the connection, the domain, the page's connect-src, and that the service allows this origin (CORS). To see each attempt, render <EngagementDevtools /> from react-engagement/devtools.`,
  )
}
