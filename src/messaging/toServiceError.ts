import { ServiceError } from '../errors.js'
import { isRecord, toNumber } from '../http/readers.js'
import { readErrorEntity } from '../liveperson/errorEntity.js'
import { hideTokens } from './hideTokens.js'

/** Converts the code of a response to an error. Codes have the meaning of HTTP's. Returns undefined for a success. */
export function toServiceError(code: unknown, body: unknown): ServiceError | undefined {
  const status = toNumber(code)
  if (status === undefined || status < 400) return undefined
  const { internalCode, message, time } = readErrorEntity(body)
  const text = isRecord(body) ? (message ?? body.msg) : body
  return new ServiceError({ status, internalCode, time, serviceMessage: typeof text === 'string' ? hideTokens(text) : undefined })
}
