import { isRecord, readFields, toNumber, toText } from '../http/readers.js'

/** LivePerson's error entity. A gateway in front of the service writes none. */
export type ErrorEntity = { internalCode?: number; message?: string; time?: number | string }

const fields = { internalCode: toNumber, message: toText, time: (time: unknown) => toNumber(time) ?? toText(time) }

/** Reads the error entity of a body. The entity is the body itself, or the body's member `error`. */
export function readErrorEntity(body: unknown): ErrorEntity {
  return { ...readFields(body, fields), ...(isRecord(body) && readFields(body.error, fields)) }
}

/** True if the body is an error entity. An entity has a code, or a text without ids of a visitor. */
export function isErrorEntity(body: Record<string, unknown>): boolean {
  const { internalCode, message } = readErrorEntity(body)
  const hasIds = toText(body.visitorId ?? body.vid) !== undefined
  return internalCode !== undefined || Boolean(body.error) || (message !== undefined && !hasIds)
}

/** True if the entity says that the service is loading the account. Code 20 also means a time-out, which is handled alike. */
export function isAccountLoading({ internalCode, message = '' }: ErrorEntity): boolean {
  return internalCode === 20 || internalCode === 38 || /^\s*loading account/i.test(message)
}

/** Returns the visitor that the text of an error names. The text is `Loading account: <account>, vid: <vid>`, and either value can be missing. */
export function readVisitorId({ message = '' }: ErrorEntity): string | undefined {
  const visitorId = /\bvid:\s*([^\s,]+)/.exec(message)?.[1]
  return /^(null|undefined)$/.test(visitorId ?? '') ? undefined : toText(visitorId)
}
