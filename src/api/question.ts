import { isRecord } from '../http/readers.js'
import type { EngagementAttribute } from './engagementAttributes.js'

/** Who the visitor says they are. Used for targeting: it proves nothing. */
export type Identity = {
  /** The issuer: the brand's own URL where the visitor is authenticated. */
  iss?: string
  /** `'0'` unauthenticated, `'loa1'` authenticated. */
  acr: '0' | 'loa1' | (string & {})
  /** Unguessable, unique to the visitor and never recycled: a UUID or a salted hash, no e-mail address, phone number or serial number. */
  sub: string
}

/** What the caller asks with. */
export type Question = {
  /** What is known of the visitor; impressions go by `reportImpression`. */
  engagementAttributes?: readonly EngagementAttribute[] | undefined
  /** Monitoring only. */
  identities?: readonly Identity[] | undefined
  /**
   * Monitoring only.
   * @deprecated by the service: use `identities`.
   */
  consumerId?: string | undefined
  /** Monitoring only: places as URIs, such as `sec://Support` or `lang://English`. */
  entryPoints?: readonly string[] | undefined
  /** App Engagement only: places in the site, as the engagement's locations name them. */
  consumerSections?: readonly string[] | undefined
}

/** A short text that is the same for equal questions, and holds none of their data. It is no secret: who guesses a question can check the guess. */
export function digest(question: Question): string {
  // FNV-1a: keys are made while rendering, and Web Crypto is asynchronous.
  const text = JSON.stringify(question, sorted)
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return `${text.length}-${(hash >>> 0).toString(36)}`
}

/** Members in one order, whichever way the caller wrote them. */
function sorted(_name: string, value: unknown): unknown {
  return isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value
}

/** The members of a question, to tell them from what else a component is given. */
export const questionNames = [
  'engagementAttributes',
  'identities',
  'consumerId',
  'entryPoints',
  'consumerSections',
] as const satisfies (keyof Question)[]
