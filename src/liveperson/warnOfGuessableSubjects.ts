import { warnOnce } from '../browser/warnOnce.js'
import type { Identity } from '../model/question.js'

/** What the page's security considerations rule out. */
const rules: [looksLike: string, pattern: RegExp][] = [
  ['an e-mail address', /@/],
  ['a phone number', /^(tel:)?\+?[\d\s().-]{7,20}$/i],
  ['a short serial number', /^[a-z]{0,10}[-_#]?\d{1,10}$/i],
]

/** Warns, in development, of consumers whom others could guess. The text never holds the value. */
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
