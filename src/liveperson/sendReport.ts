import { dev } from '../dev.js'
import { ResponseError, ServiceError } from '../errors.js'
import type { Http, HttpAnswer, HttpRequest } from '../http/http.js'
import { isRecord } from '../http/readers.js'
import { isErrorEntity } from './errorEntity.js'

/**
 * Sends an update or a report. Its response is empty, or a JSON object that is no error entity.
 * @throws ResponseError for any other response of success, and for a refusal without an error entity. A gateway gave both, so the service has nothing.
 */
export function sendReport(http: Http, request: HttpRequest): Promise<HttpAnswer> {
  return http({ ...request, toError: toReportError })
}

function toReportError({ status, body }: HttpAnswer, error: Error | undefined): Error | undefined {
  if (error) return isServiceRefusal(error) ? error : toResponseError(status, error)
  const isEmpty = body === undefined || (typeof body === 'string' && !body.trim())
  return isEmpty || (isRecord(body) && !isErrorEntity(body)) ? undefined : toResponseError(status)
}

/** True for each error except a 4xx that has no error entity of the service. */
function isServiceRefusal(error: unknown): boolean {
  if (!(error instanceof ServiceError) || error.status >= 500) return true
  return error.internalCode !== undefined || error.serviceMessage !== undefined
}

function toResponseError(status: number, cause?: unknown): ResponseError {
  return new ResponseError(
    dev`The response (${status}) is not from the service, so the service did not receive this update. Check the domain, and any proxy in front of the service.`,
    { cause },
  )
}
