import { isRecord } from '../http/readers.js'
import { readErrorEntity } from '../superoffice/errorEntity.js'
import { copyJson, parseJson } from './copyJson.js'
import type { TenantResponse } from './createTenantCall.js'
import { type MemberTree, pickMembers } from './customerRules.js'
import { isHiddenMember } from './hiddenMembers.js'
import { Refusal } from './refusal.js'
import { toPublicText, toPublicType } from './toPublicText.js'

/** The hidden members that a replacement would erase. */
export const erasableMembers: readonly string[] = ['SessionKey', 'CustomerHost']

/** A text without these names is no error entity, and most are none. To read an entity takes as long as the rest. */
const errorNames = /"(error|messagedetail)"/i

/**
 * Returns the body for the browser, without hidden members. Writes an error entity anew, so that it has no stack, host or credential.
 * @param reads The members that a customer may read. Without them, all are shown.
 */
export function toPublicChatSession({ status, text, readSecrets }: TenantResponse, reads: MemberTree | undefined): string | null {
  if (!text.trim()) return null
  const body = parseJson(text)
  if (status < 300 && body === undefined) throw new Refusal(502, 'body')
  const entity = status >= 300 || errorNames.test(text) ? readErrorEntity(body) : undefined
  if (entity && (status >= 300 || entity.isError)) {
    const { serviceMessage, errorType } = entity
    const secrets = readSecrets()
    const ErrorType = toPublicType(errorType, secrets)
    return JSON.stringify({ Error: true, ErrorType, ErrorMessage: toPublicText(serviceMessage, secrets) })
  }
  try {
    return JSON.stringify(copyJson(reads ? pickMembers(body, reads) : body, isHiddenMember))
  } catch {
    throw new Refusal(502, 'body')
  }
}

/**
 * Returns the hidden members that a replacement would erase; undefined if the response is a failure.
 * @throws Refusal 502 if the response is no chat session
 */
export function readErasable({ status, text }: TenantResponse): Record<string, unknown> | undefined {
  const body = parseJson(text)
  if (status >= 300 || readErrorEntity(body).isError) return undefined
  if (!isRecord(body)) throw new Refusal(502, 'body')
  const members = Object.entries(body)
  const find = (name: string) => members.find(([found]) => found.toLowerCase() === name.toLowerCase())?.[1]
  return Object.fromEntries(erasableMembers.map((name) => [name, find(name)]))
}
