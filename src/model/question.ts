import type { EngagementAttribute } from './engagementAttributes.js'

/** The identity that the visitor claims. The service uses it for targeting. The identity is not verified. */
export type Identity = {
  /** The issuer: the brand's own URL if the visitor is authenticated. */
  iss?: string | undefined
  /** The assurance level: `'0'` for an unauthenticated visitor, `'loa1'` for an authenticated visitor. */
  acr: '0' | 'loa1' | (string & {})
  /**
   * The visitor's id at the issuer: unguessable, unique and never used for another visitor. Use a UUID or a salted hash, never an e-mail address,
   * a phone number or a serial number.
   */
  sub: string
}

/** The caller's question to the service, without ids. */
export type Question = {
  /** Facts about the visitor. Impressions are reported by `reportImpression` instead. */
  engagementAttributes?: readonly EngagementAttribute[] | undefined
  /** The identities that the visitor claims. Monitoring only. */
  identities?: readonly Identity[] | undefined
  /**
   * The consumer's id. Monitoring only.
   * @deprecated LivePerson deprecates this member. Use `identities`.
   */
  consumerId?: string | undefined
  /** Places as URIs, such as `sec://Support` or `lang://English`. Monitoring only. */
  entryPoints?: readonly string[] | undefined
  /** Places in the site, with the names of the engagement's locations. App Engagement only. */
  consumerSections?: readonly string[] | undefined
}

/** The question of most buttons: it has no members. */
export const emptyQuestion: Question = {}

/** The members of `Question`. */
export const questionMembers: readonly string[] = [
  'engagementAttributes',
  'identities',
  'consumerId',
  'entryPoints',
  'consumerSections',
] satisfies (keyof Question)[]

/** Picks the members of a service's question out of parameters that have more. Returns `emptyQuestion` if none is set. */
export function pickQuestion(parameters: object, members: readonly string[]): Question {
  // Every render of every button runs this. A loop makes a server's render a third slower (measured: bench:server).
  if (members === questionMembers) {
    const { engagementAttributes, identities, consumerId, entryPoints, consumerSections } = parameters as Question
    const isEmpty = (engagementAttributes ?? identities ?? consumerId ?? entryPoints ?? consumerSections) === undefined
    return isEmpty ? emptyQuestion : { engagementAttributes, identities, consumerId, entryPoints, consumerSections }
  }
  const entries = Object.entries(parameters).filter(([name, value]) => members.includes(name) && value !== undefined)
  return entries.length > 0 ? Object.fromEntries(entries) : emptyQuestion
}
