import type { Associate } from './superOfficePerson.js'

/** Returns the associate's id; 0 for nobody. The service writes nobody as null, 0 or -1. */
export function toAssociateId(associate: Associate | null | undefined): number {
  return Math.max(associate?.AssociateId ?? 0, 0)
}
