import { type ServiceError, SessionLostError } from '../errors.js'

/** Session not found, unknown visitor, unknown session. Another 404, such as 18 for an unknown app installation, is no word about the session. */
const codes: readonly (number | undefined)[] = [12, 37, 39]

/** Whether the service refused because it no longer knows the visitor or the session. */
export function isUnknownSession(error: unknown): boolean {
  const { status, internalCode } = error as Partial<ServiceError>
  return error instanceof SessionLostError || status === 401 || (status === 404 && codes.includes(internalCode))
}
