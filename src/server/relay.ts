/** A call that the relay lets through to the chat sessions of SuperOffice. */
export type ChatSessionOperation =
  | 'read'
  | 'update'
  | 'replace'
  | 'create'
  | 'pickUp'
  | 'transfer'
  | 'acceptTransfer'
  | 'rejectTransfer'
  | 'reset'

/**
 * The permission of a caller. A customer reads and writes the members that the options name. An agent may run every operation, and read and change
 * every member but the hidden ones and the id.
 */
export type Grant = {
  /** The role that decides which operations and members the caller has. */
  role: 'customer' | 'agent'
}

/** The kind of a request, for `limit`. */
export type RelayRoute = 'engagement' | 'report' | 'token' | 'chatSession'

/** The outcome of a request. No event contains a secret, an id, an attribute or an address. */
export type RelayEvent =
  /** The relay refused a request itself. */
  | {
      type: 'refused'
      /** The kind of the request. Undefined if no route has the path. */
      route?: RelayRoute | undefined
      /** The status of the response. */
      status: number
      /** A constant text, such as `method`, `origin`, `limit`, `authorize` or `body`. */
      reason: string
    }
  /** The service responded. */
  | {
      type: 'relayed'
      /** The kind of the request. */
      route: RelayRoute
      /** The status of the response. */
      status: number
      /** The time from the request to the response, in milliseconds. */
      duration: number
    }
  /** The service could not be reached, was silent, or sent what the relay does not pass on. */
  | {
      type: 'failed'
      /** The kind of the request. */
      route: RelayRoute
      /** The status of the response: 504 if the service was silent, else 502. */
      status: 502 | 504
      /** A constant text, such as `unreachable` or `timeout`. */
      reason: string
    }
  /** The relay has a new credential, because the service refused the former one. */
  | { type: 'credentialRenewed' }

/**
 * A function that looks a text up, and may keep it. The relay calls `invalidate` after a refusal of the text, and then the function again. Without
 * `invalidate`, the relay only calls the function again.
 */
export type Renewable<returned extends string | Promise<string> = string | Promise<string>> = (() => returned) & {
  /** Called when a service has refused the text, so that the next call makes a new one. */
  invalidate?: (() => void) | undefined
}

/** The account at LivePerson, and the services that the relay lets through. */
export type LivePersonRelayOptions = {
  /** The account. The account in a request's path must equal it. */
  accountId: string
  /**
   * The services whose routes exist. `messaging` has the look-ups and the tokens of `liveMessaging({…})`. Its socket connects directly.
   * @default ['appEngagement'], and 'monitoring' if there is an `appInstallationId`
   */
  services?: readonly ('appEngagement' | 'monitoring' | 'messaging')[] | undefined
  /** The app installation of Monitoring. The installation in a request's path must equal it. Required for the service `monitoring`. */
  appInstallationId?: string | undefined
  /**
   * The host or origin of the service. It serves all services of the relay, but not the look-ups of messaging.
   * @default the host that LivePerson's Domain API names, for a day
   */
  domain?: string | undefined
  /** The connector of the messaging tokens. The connector in a request's path must equal it. Without it, the path may name any. */
  connectorId?: string | undefined
}

/** The tenant of SuperOffice, the relay's credentials, and the permissions of callers. */
export type SuperOfficeRelayOptions = {
  /** The address of the tenant's API, `https://online.superoffice.com/Cust12345/api`, or a function that looks it up, such as `superOfficeTenant(…)`. */
  baseUrl: string | Renewable
  /** Returns the whole `Authorization` header, such as `superOfficeSystemUser(…)` or `superOfficeRefreshToken(…)`. */
  authorization: Renewable
  /** The header `SO-AppToken`, a secret of your application. */
  appToken?: string | undefined
  /**
   * Says what the sender of a request may do with a chat session. There is no default that allows. The request has only the address, the method
   * and the headers. `chatSessionId` is the text of the path, or undefined if a session is created. Returns `false` to refuse. An error, another
   * value, or no result within `timeout` refuses too.
   */
  authorize: (
    request: Request,
    target: { operation: ChatSessionOperation; chatSessionId: string | undefined },
  ) => Grant | false | Promise<Grant | false>
  /**
   * The members that a customer may read, such as `Status` and `User/FullName`. The client needs `ChatSessionId` and `Status`.
   * @default the id, the status, the topic, the agent's name, the customer's own members, the messages, the dates, the rating
   */
  customerReads?: readonly string[] | undefined
  /**
   * The members that a customer may change.
   * @default CustomerAlias, CustomerName, CustomerEmail, CustomerPhone, CustomerCompanyName, Rating
   */
  customerWrites?: readonly string[] | undefined
}

/** The options of `createRelay`. */
export type RelayOptions = {
  /** Where the relay is mounted, as the page sees it: `/chat-proxy`. LivePerson's paths follow it unchanged, SuperOffice's follow `/superoffice`. */
  basePath: string
  /**
   * The public origins of the site. Name each origin whose pages send requests to the relay.
   * @default the host of a request's `Origin` must equal its `Host`, if the browser sends no `Sec-Fetch-Site`
   */
  origin?: string | readonly string[] | undefined
  /** Lets requests to LivePerson through. */
  livePerson?: LivePersonRelayOptions | undefined
  /** Lets requests for SuperOffice's chat sessions through. */
  superOffice?: SuperOfficeRelayOptions | undefined
  /** Returns the visitor's IP address. Each platform has another trusted header for it. Do not read the body of the request, which the relay reads. */
  clientAddress?: ((request: Request) => string | undefined) | undefined
  /**
   * Returns `true` to let a request through. Anything else, an error, and no result within `timeout` refuse the request with 429. This time is 10 s by
   * default. The request has only the address, the method and the headers.
   */
  limit?: ((caller: { address: string | undefined; route: RelayRoute }, request: Request) => boolean | Promise<boolean>) | undefined
  /**
   * The longest body of a request, in bytes. Updates may have four times as much.
   * @default 16384
   */
  maxBody?: number | undefined
  /**
   * The time for a request's body, for `authorize` and for the service's response, in seconds.
   * @default 10 for LivePerson, 30 for SuperOffice
   */
  timeout?: number | undefined
  /**
   * The function that sends each request to a service, with the signature of `fetch`.
   * @default globalThis.fetch
   */
  fetch?: typeof fetch | undefined
  /** Called with the outcome of each request. An error of the function changes nothing. */
  onEvent?: ((event: RelayEvent) => void) | undefined
}

/** A relay. Its functions are the same one under each name, for frameworks that take one export per method. */
export type Relay = {
  /** Responds to a request of any method. It never rejects. */
  fetch: (request: Request) => Promise<Response>
  /** The same function, for a request that reads a chat session, a host or the connectors. */
  GET: (request: Request) => Promise<Response>
  /** The same function, for a request that asks for an engagement or a token, or runs a command. */
  POST: (request: Request) => Promise<Response>
  /** The same function, for a request that sends attributes and impressions, or replaces a chat session. */
  PUT: (request: Request) => Promise<Response>
  /** The same function, for a request that changes a chat session. */
  PATCH: (request: Request) => Promise<Response>
}
