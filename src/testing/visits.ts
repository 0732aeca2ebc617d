import { createRandom } from './random.js'

export type SimulatedVisitor = { visitorId: string }

/** An offer of a session. Its impressions must name these ids. */
export type SimulatedOffer = { contextId: string; campaignId: string; engagementId: string; engagementRevision: number }

export type SimulatedSession = {
  sessionId: string
  visitorId: string
  pageIds: string[]
  offers: SimulatedOffer[]
  startedAt: number
  usedAt: number
}

const hours = 60 * 60 * 1000

/** Creates the service's list of visitors and sessions. A session lasts 6 hours, or 30 minutes without use. */
export function createVisits(seed: number) {
  const random = createRandom(seed)
  const visitors: SimulatedVisitor[] = []
  const sessions: SimulatedSession[] = []
  const open = new Map<string, SimulatedSession>()

  return {
    visitors,
    sessions,
    addVisitor(): SimulatedVisitor {
      const visitor = { visitorId: random.text(22) }
      visitors.push(visitor)
      return visitor
    },
    isKnown: (visitorId: string) => visitors.some((visitor) => visitor.visitorId === visitorId),
    startSession(visitorId: string): SimulatedSession {
      const now = Date.now()
      const session = { sessionId: random.text(22), visitorId, pageIds: [], offers: [], startedAt: now, usedAt: now }
      sessions.push(session)
      open.set(session.sessionId, session)
      return session
    },
    /** Returns the visitor's open session with that id. The search counts as a use of the session. */
    findSession(visitorId: string, sessionId: string): SimulatedSession | undefined {
      const session = open.get(sessionId)
      const now = Date.now()
      if (session?.visitorId !== visitorId || now - session.startedAt > 6 * hours || now - session.usedAt > hours / 2) return undefined
      session.usedAt = now
      return session
    },
    addPage(session: SimulatedSession): string {
      const pageId = random.digits(10)
      session.pageIds.push(pageId)
      return pageId
    },
    closeSessions: () => open.clear(),
    /** Returns whether the visitor ever had that session, even if it has ended. */
    hadSession: (visitorId: string, sessionId: string) =>
      sessions.some((session) => session.sessionId === sessionId && session.visitorId === visitorId),
  }
}

export type Visits = ReturnType<typeof createVisits>
