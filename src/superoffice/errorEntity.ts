import { isRecord, toText } from '../http/readers.js'

/** SuperOffice's error entity. */
export type ErrorEntity = {
  /** True if the body is an error entity, whatever its status. */
  isError: boolean
  serviceMessage: string | undefined
  /** The name of the exception, such as `SoNotFoundException`. */
  errorType: string | undefined
}

/** Reads the error entity of a body. The entity is the body itself, or the body's member `error`. */
export function readErrorEntity(body: unknown): ErrorEntity {
  // The names are in lower case, because a host can be configured to write camelCase.
  const outer = toLowerCaseNames(body)
  const members = { ...outer, ...toLowerCaseNames(outer.error) }
  // The REST error and the error of model binding can come with a status of success.
  const isBindingError = 'message' in members && 'messagedetail' in members && !('chatsessionid' in members)
  return {
    isError: members.error === true || isRecord(members.error) || isBindingError,
    serviceMessage: toFirstText(members, ['friendlytext', 'errormessage', 'message', 'title', 'detail']),
    errorType: toFirstText(members, ['errortype', 'exceptiontype', 'type']),
  }
}

function toLowerCaseNames(value: unknown): Record<string, unknown> {
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member])) : {}
}

/** Returns the first of the named members that is a text. */
function toFirstText(members: Record<string, unknown>, names: string[]): string | undefined {
  return names.map((name) => toText(members[name])).find(Boolean)
}
