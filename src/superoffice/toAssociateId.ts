import type { Associate } from './superOfficePerson.js'

/** Who an associate is: 0 for nobody, whom the service writes as null, 0 or -1. */
export function toAssociateId(associate: Associate | null | undefined): number {
  return Math.max(associate?.AssociateId ?? 0, 0)
}
