import { ServiceError } from '../errors.js'

/** The statuses of refusals that end by themselves: a late request, an early one, and too many. */
const temporaryStatuses = [408, 425, 429]

/** True if the service refused a request, and would refuse it again. */
export function isPermanentRefusal(error: unknown): error is ServiceError {
  return error instanceof ServiceError && error.status < 500 && !temporaryStatuses.includes(error.status)
}
