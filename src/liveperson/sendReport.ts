import { dev } from '../dev.js'
import { ResponseError, ServiceError } from '../errors.js'
import type { Http, HttpAnswer, HttpRequest } from '../http/http.js'
import { isRecord } from '../http/readers.js'
import { isErrorEntity } from './errorEntity.js'

/**
 * Sends an update or a report. Its response is empty, or a JSON object that is no error entity.
 * @throws ResponseError for any other response of success, and for a refusal without an error entity. A gateway gave both, so the service has nothing.
 */
export async function sendReport(http: Http, request: HttpRequest): Promise<HttpAnswer> {
  const answer = await http(request).catch((cause) => {
    throw isServiceRefusal(cause) ? cause : toResponseError(cause.status, cause)
  })
  const { status, body } = answer
  const isEmpty = body === undefined || (typeof body === 'string' && !body.trim())
  if (isEmpty || (isRecord(body) && !isErrorEntity(body))) return answer
  throw toResponseError(status)
}

/** True for each error except a 4xx that has no error entity of the service. */
function isServiceRefusal(error: unknown): boolean {
  if (!(error instanceof ServiceError) || error.status >= 500) return true
  return error.internalCode !== undefined || error.serviceMessage !== undefined
}

function toResponseError(status: number, cause?: unknown): ResponseError {
  return new ResponseError(
    dev`The answer (${status}) is not the service's, so the service did not get this update. Check the domain, and any proxy in front of the service.`,
    { cause },
  )
}
