import type { HttpPolicy } from '../http/httpPolicy.js'
import { isRecord, toNumber } from '../http/readers.js'
import { readErrorEntity } from '../liveperson/errorEntity.js'
import { livePersonPolicy } from '../liveperson/livePersonPolicy.js'
import { hideTokens } from './hideTokens.js'

/** LivePerson's policy. The entity of a token request has another name for its code, and a message may quote the token. */
export const messagingPolicy: HttpPolicy = {
  ...livePersonPolicy,
  toError({ status, body }, ...rest) {
    const { message, ...entity } = readErrorEntity(body)
    const internalCode = isRecord(body) ? toNumber(body.internalErrorCode) : undefined
    return livePersonPolicy.toError({ status, body: { internalCode, ...entity, message: message && hideTokens(message) } }, ...rest)
  },
}
