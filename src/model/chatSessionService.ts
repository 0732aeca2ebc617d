import type { HttpOptions } from '../http/createHttp.js'
import type { Http, RetryNotice } from '../http/http.js'
import type { EngagementService } from './service.js'

/** A request has taken the 5 s after which SuperOffice's documents call it slow. It goes on. */
export type SlowEvent = { type: 'slow'; after: number }

export type ChatSessionLink = Required<Pick<HttpOptions, 'fetch' | 'ready'>> & {
  emit: (event: SlowEvent | ({ type: 'retrying' } & RetryNotice)) => void
}

/** Where chat sessions are, as the client sees it. */
export type ChatSessionService = {
  /** Tells services apart in query keys. */
  key: string
  connect: (link: ChatSessionLink) => Http
  /** The service of a client that has chat sessions alone. Its own file says why `superOffice()` carries it. */
  noEngagements: EngagementService
}
