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

/** Asks nothing in particular. */
export const emptyQuestion: Question = {}

/** The question alone, of parameters that hold more. */
export function pickQuestion({ engagementAttributes, identities, consumerId, entryPoints, consumerSections }: Question): Question {
  const isEmpty = (engagementAttributes ?? identities ?? consumerId ?? entryPoints ?? consumerSections) === undefined
  return isEmpty ? emptyQuestion : { engagementAttributes, identities, consumerId, entryPoints, consumerSections }
}
