const second = 1000
const hour = 60 * 60 * second

/** The numbers and codes of the simulated messaging that no document names. A look at a live account can correct them here. */
export const choices = {
  /** The time in which a socket must identify its visitor. */
  identificationTime: 5 * second,
  /** The close of a socket that is idle, or that does not identify its visitor. */
  timedOut: { code: 1000, reason: 'connection timed out' },
  /** The time after which a browser gives up the close of a silent socket. Chromium's is 10 s. */
  closeTime: 10 * second,
  /** The lifetime of the LivePerson JWT. */
  jwtLifetime: hour,
  /** The lifetime of an anonymous token, which is documented, and the age up to which it can be renewed. */
  anonymousLifetime: hour / 6,
  renewalAge: { '730 h': 730 * hour, '24 h': 24 * hour },
  /** The codes of refusals. */
  code: {
    unidentified: 401,
    unknownType: 400,
    invalid: 400,
    closed: 400,
    unknownDialog: 404,
    forbidden: 403,
    secondConversation: 400,
  },
  /** The statuses of HTTP requests that are refused. A refused token is invalid or too old. */
  status: { refusedToken: 401, unknownConnector: 404, unknownAccount: 404 },
  /** The time in which an agent should answer. */
  answerTime: { ttrType: 'NORMAL', seconds: 600 },
  /** The longest time for which a swapped notification waits for the next one. */
  swapTime: second / 20,
  /** The lifetime of a file's address, which is documented. */
  fileLifetime: 60 * second,
  /** The times of the bot: until it reads a text, and from there until it types and answers. */
  bot: { arrival: 0.4 * second, typing: 0.3 * second, answer: 0.9 * second },
  connectors: { anonymous: '2100000010', brand: '2100000011' },
} as const
