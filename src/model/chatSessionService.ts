import type { HttpOptions } from '../http/createHttp.js'
import type { Http, RetryInfo } from '../http/http.js'
import type { EngagementService } from './service.js'

/** A request has taken the 5 s after which SuperOffice's documents call it slow. It goes on. */
export type SlowEvent = { type: 'slow'; after: number }

export type ChatSessionConnectContext = Required<Pick<HttpOptions, 'fetch' | 'waitUntilSendable'>> & {
  emit: (event: SlowEvent | ({ type: 'retrying' } & RetryInfo)) => void
}

/** Where chat sessions are, as the client sees it. */
export type ChatSessionService = {
  /** Tells services apart in query keys. */
  key: string
  connect: (context: ChatSessionConnectContext) => Http
  /** The service of a client that has chat sessions alone. Its own file says why `superOffice()` carries it. */
  noEngagements: EngagementService
}
