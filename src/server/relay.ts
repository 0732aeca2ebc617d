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

/** The permission of a caller. A customer reads and writes the members that the options name. An agent may do all that the API has. */
export type Grant = { role: 'customer' | 'agent' }

/** The kind of a request, for `limit`. */
export type RelayRoute = 'engagement' | 'report' | 'token' | 'chatSession'

/** The outcome of a request. No event contains a secret, an id, an attribute or an address. */
export type RelayEvent =
  /** The relay refused a request itself. `reason` is a constant text such as `method`, `origin`, `limit`, `authorize` or `body`. */
  | { type: 'refused'; route?: RelayRoute | undefined; status: number; reason: string }
  /** The service responded. `duration` is in milliseconds. */
  | { type: 'relayed'; route: RelayRoute; status: number; duration: number }
  /** The service could not be reached, was silent, or sent what the relay does not pass on. */
  | { type: 'failed'; route: RelayRoute; status: 502 | 504; reason: string }
  /** The relay asked for a new credential. */
  | { type: 'credentialRenewed' }

/**
 * A function that looks a text up, and may keep it. The relay calls `invalidate` after a refusal of the text, and then the function again. Without
 * `invalidate`, the relay only calls the function again.
 */
export type Renewable = (() => string | Promise<string>) & { invalidate?: (() => void) | undefined }

export type LivePersonRelayOptions = {
  /** The account. The account in a request's path must equal it. */
  accountId: string
  /**
   * The services whose routes exist. The routes of `messaging` are not there yet.
   * @default ['appEngagement'], and 'monitoring' if there is an `appInstallationId`
   */
  services?: readonly ('appEngagement' | 'monitoring' | 'messaging')[] | undefined
  /** The app installation of Monitoring. The installation in a request's path must equal it. Required for the service `monitoring`. */
  appInstallationId?: string | undefined
  /**
   * The host or origin of the service.
   * @default the host that LivePerson's Domain API names, for a day
   */
  domain?: string | undefined
  /** The connector of the messaging tokens. */
  connectorId?: string | undefined
}

export type SuperOfficeRelayOptions = {
  /** The address of the tenant's API, `https://online.superoffice.com/Cust12345/api`, or a function that looks it up, such as `superOfficeTenant(…)`. */
  baseUrl: string | Renewable
  /** Returns the whole `Authorization` header, such as `superOfficeSystemUser(…)` or `superOfficeRefreshToken(…)`. */
  authorization: Renewable
  /** The header `SO-AppToken`, a secret of your application. */
  appToken?: string | undefined
  /**
   * Says what the sender of a request may do with a chat session. There is no default that allows. The request has no body. Returns `false` to
   * refuse. An error, another value, or no result within `timeout` refuses too.
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

export type RelayOptions = {
  /** Where the relay is mounted, as the page sees it: `/chat-proxy`. LivePerson's paths follow it unchanged, SuperOffice's follow `/superoffice`. */
  basePath: string
  /**
   * The public origins of the site. Name each origin whose pages send requests to the relay.
   * @default the host of a request's `Origin` must equal its `Host`, if the browser sends no `Sec-Fetch-Site`
   */
  origin?: string | readonly string[] | undefined
  livePerson?: LivePersonRelayOptions | undefined
  superOffice?: SuperOfficeRelayOptions | undefined
  /** Returns the visitor's IP address. Each platform has another trusted header for it. */
  clientAddress?: ((request: Request) => string | undefined) | undefined
  /**
   * Returns `true` to let a request through. Anything else, an error, and no result within `timeout` refuse the request with 429. The request has no
   * body.
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
  /** @default globalThis.fetch */
  fetch?: typeof fetch | undefined
  onEvent?: ((event: RelayEvent) => void) | undefined
}

/** A relay. Its functions are the same one under each name, for frameworks that take one export per method. */
export type Relay = {
  fetch: (request: Request) => Promise<Response>
  GET: (request: Request) => Promise<Response>
  POST: (request: Request) => Promise<Response>
  PUT: (request: Request) => Promise<Response>
  PATCH: (request: Request) => Promise<Response>
}
