import type { HttpOptions } from '../http/createHttp.js'
import type { Http, RetryInfo } from '../http/http.js'
import type { EngagementService } from './engagementService.js'

/** A request has taken longer than `after` seconds: 5 s, which SuperOffice's documents call slow. The request goes on. */
export type SlowEvent = { type: 'slow'; after: number }

/** The parts of a client that a chat-session service receives. */
export type ChatSessionConnectContext = Required<Pick<HttpOptions, 'fetch' | 'waitUntilSendable'>> &
  Pick<HttpOptions, 'network'> & {
    emit: (event: SlowEvent | ({ type: 'retrying' } & RetryInfo)) => void
  }

/** A remote service of chat sessions. */
export type ChatSessionService = {
  /** Identifies the service in query keys. */
  key: string
  /** Makes the HTTP client of the service. */
  connect: (context: ChatSessionConnectContext) => Http
  /** The engagement service of a client that has only chat sessions. The file `noEngagements.ts` says why `superOffice()` contains this service. */
  noEngagements: EngagementService
}
