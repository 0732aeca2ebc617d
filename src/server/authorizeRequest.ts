import { isRecord } from '../http/readers.js'
import { Refusal } from './refusal.js'
import type { ChatSessionOperation, Grant, SuperOfficeRelayOptions } from './relay.js'
import { runInTime } from './runInTime.js'
import { withoutBody } from './withoutBody.js'

type Target = { operation: ChatSessionOperation; chatSessionId: string | undefined }

type Options = Pick<SuperOfficeRelayOptions, 'authorize'> & { timeout: number }

/**
 * Asks the site what the sender of a request may do.
 * @throws Refusal 403 if `authorize` refuses, throws, returns no grant, or does not answer in time
 * @throws Refusal 499 if the browser has ended the request
 */
export async function authorizeRequest(request: Request, target: Target, { authorize, timeout }: Options): Promise<Grant> {
  const limits = { timeout, status: 403, reason: 'authorize', signal: request.signal }
  const readRole = async () => {
    const grant: unknown = await authorize(withoutBody(request), target)
    return isRecord(grant) ? grant.role : undefined
  }
  const role = await runInTime(readRole, limits).catch(() => undefined)
  if (role === 'customer' || role === 'agent') return { role }
  throw request.signal.aborted ? new Refusal(499, 'aborted') : new Refusal(403, 'authorize')
}
