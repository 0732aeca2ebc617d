import { warnOnce } from '../browser/warnOnce.js'
import type { Identity } from '../model/question.js'

/** The subjects that the security considerations of the page "Engagement" exclude. */
const rules: [looksLike: string, pattern: RegExp][] = [
  ['an e-mail address', /@/],
  ['a phone number', /^(tel:)?\+?[\d\s().-]{7,20}$/i],
  ['a short serial number', /^[a-z]{0,10}[-_#]?\d{1,10}$/i],
]

/** Warns, in development, if others could guess a consumer's subject. The warning never contains the subject. */
export function warnOfGuessableSubjects(identities: readonly Identity[] = [], consumerId?: string): void {
  for (const subject of [...identities.map(({ sub }) => sub), consumerId]) {
    const [looksLike] = rules.find(([, pattern]) => subject && pattern.test(subject)) ?? []
    if (looksLike) {
      warnOnce(
        `An identity's sub (or the consumerId) looks like ${looksLike}. It must be unguessable, without serial numbers, and unique to its user: a UUID, or a salted hash.`,
      )
    }
  }
}
