import { isRecord, toText } from '../http/readers.js'
import type { Agent } from '../model/conversation.js'
import { toArray } from './toArray.js'
import { toEnumValue } from './toEnumValue.js'

const roles: Record<string, Agent['role']> = { ASSIGNED_AGENT: 'agent', AGENT: 'bot', MANAGER: 'manager', READER: 'reader' }

/**
 * Reads the participants of the brand. The service sends a list with roles, or the ids by role under `participantsPId`. The oldest form has the ids by
 * role under `participants`. A participant with two roles has the first one.
 */
export function toAgents({ participants, participantsPId }: Record<string, unknown>): Agent[] {
  const list = toArray(participants).some(hasRole) ? toArray(participants).filter(isRecord) : toList(participantsPId ?? participants)
  const agents = new Map<string, Agent>()
  for (const participant of list) {
    const id = toText(participant.id)
    const role = roles[toEnumValue(participant.role)]
    if (id !== undefined && role && !agents.has(id)) agents.set(id, { id, role })
  }
  return [...agents.values()]
}

/** A list of one participant may arrive as the participant. */
function hasRole(value: unknown): boolean {
  return isRecord(value) && typeof value.role === 'string'
}

function toList(idsByRole: unknown): { id: unknown; role: string }[] {
  if (!isRecord(idsByRole)) return []
  return Object.entries(idsByRole).flatMap(([role, ids]) => toArray(ids).map((id) => ({ id, role })))
}
