import { createRandom } from './random.js'

/** A visitor in the brand's list. */
export type SimulatedVisitor = {
  /** The visitor's id. */
  visitorId: string
}

/** An offer of a session. Its impressions must name these ids. */
export type SimulatedOffer = {
  /** The offer's id in the session. */
  contextId: string
  /** The id of the campaign. */
  campaignId: string
  /** The id of the engagement. */
  engagementId: string
  /** The revision of the engagement. */
  engagementRevision: number
}

/** A session of a visitor, with its page views and offers. */
export type SimulatedSession = {
  /** The session's id. */
  sessionId: string
  /** The session's visitor. */
  visitorId: string
  /** The ids of the page views, in their order. */
  pageIds: string[]
  /** The offers that the service made in the session. */
  offers: SimulatedOffer[]
  /** The time of the first request, in milliseconds since the epoch. */
  startedAt: number
  /** The time of the latest request, in milliseconds since the epoch. */
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
