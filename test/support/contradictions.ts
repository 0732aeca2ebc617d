import type { AvailableEngagement } from '../../src/index.js'
import type { SocketDrop } from '../../src/testing/messaging.js'
import type { MessagingVariants } from '../../src/testing/messagingVariants.js'

/** The offer that the visitor accepts in each row. */
export const offer: AvailableEngagement = {
  status: 'available',
  visitorId: 'visitor-1',
  sessionId: 'session-1',
  pageId: '1',
  campaignId: '418732213',
  engagementId: '425842913',
  engagementRevision: 3,
  contextId: 'context-1',
  language: 'en-US',
  skillId: '277498214',
}

type Columns = { readonly [name in keyof MessagingVariants]-?: readonly NonNullable<MessagingVariants[name]>[] }

/** The columns of each contradiction: the default of the simulator, then the others. The comments name the rows of the fact sheet. */
const columns: Columns = {
  // 1
  earlyRequests: ['refused', 'answered'],
  // 2
  reqId: ['text', 'number'],
  // 3, 4, 5
  responseTypes: ['captured', 'schema', 'missing'],
  textBodies: ['text', 'object'],
  subscribeBody: ['present', 'missing'],
  // 6
  metadataType: ['cqm', 'aam', '.ams.aam'],
  messageNotification: ['changes', 'OnlineEventDistribution'],
  // 7
  originator: ['originatorId', 'originatorPId'],
  originatorMetadata: ['present', 'missing'],
  // 8
  participants: ['list', 'participantsPId', 'oldest'],
  // 9
  stateCase: ['upper', 'lower'],
  // 10
  stage: ['present', 'missing'],
  // 11
  campaignIds: ['number', 'text'],
  // 13
  fileContentType: ['hosted/file', 'HostedFile'],
  // 14, 24
  richContent: ['message', 'content', 'text'],
  // 15
  clockBody: ['object', 'text', 'missing'],
  // 16
  renewal: ['730 h', '24 h'],
  // 17, 26
  connector: ['jsMethodName', 'name', 'missing'],
  domainBody: ['baseURIs', 'baseURI'],
  // 18
  subscription: ['explicit', 'implicit'],
  events: ['once', 'twice'],
  history: ['together', 'single'],
  historyConversationId: ['present', 'missing'],
  // 20
  typingSequence: ['missing', 'zero'],
  publishSequence: ['present', 'missing'],
  // 23
  tokenField: ['token', 'jwt'],
  // 25
  notificationReqId: ['missing', 'present'],
  answers: ['first', 'last'],
  // 29
  receiptSequence: ['shared', 'missing'],
  // The duties of a client: unknown members, bare elements, order.
  unknownMembers: ['missing', 'present'],
  hiddenMessages: ['missing', 'present'],
  singleElements: ['array', 'bare'],
  eventOrder: ['sequence', 'swapped'],
  metadataOrder: ['sequence', 'swapped'],
  // The facts about the socket and its conversations.
  mainDialogId: ['conversationId', 'own'],
  otherDialog: ['missing', 'OTHER', 'other'],
  secondConversation: ['opened', 'refused'],
  closedConversations: ['stay', 'deleted'],
  refusedToken: ['close', '1008', 'response'],
}

/** A row with its title. */
export type Row = [title: string, variants: MessagingVariants]

const names = Object.keys(columns) as (keyof Columns)[]

/** Takes a column of each contradiction. The stage stays, because a service without it has no survey. */
const takeColumn = (index: number): MessagingVariants =>
  Object.fromEntries(names.map((name) => [name, columns[name][name === 'stage' ? 0 : Math.min(index, columns[name].length - 1)]]))

/** Returns the rows that differ from one column in one contradiction each. */
function vary(title: string, base: MessagingVariants): Row[] {
  return names.flatMap((name) =>
    columns[name]
      .filter((value) => value !== base[name])
      .map((value): Row => [`${title}, but ${name} is ${value}`, { ...base, [name]: value }]),
  )
}

const [first, second, third] = [takeColumn(0), takeColumn(1), takeColumn(2)]

export const rows: Row[] = [
  ['the first columns', first],
  ['the second columns', second],
  ['the last columns', third],
  ...vary('the first columns', first),
  ...vary('the second columns', second),
]

/** An event that a conversation must survive. */
export type Interruption = {
  /** Sockets are dropped: now, or at a request. */
  drop?: SocketDrop
  /** The tokens end. The anonymous visitors' own tokens may end too. */
  expire?: { isFinal: boolean }
  /** The tokens end while there is no socket. */
  isBetweenSockets?: boolean
  /** The service's clock goes on by so many hours, and the socket is dropped. */
  hours?: number
  /** The service closes sockets that were idle for so many milliseconds. */
  idleClose?: number
  /** The visitor has a token of the brand. */
  isBrand?: boolean
  /** A visitor without an identity that the service knows has lost the conversation. */
  isLost?: boolean
}

const drops: SocketDrop[] = (['before', 'after'] as const).flatMap((when) =>
  (['cm.ConsumerRequestConversation', 'ms.SubscribeMessagingEvents', 'ms.PublishEvent'] as const).map((type) => ({ when, type })),
)

/** Rows about the socket and its token: 15, 16, 18 and 4.4 of the fact sheet. */
export const interruptions: [title: string, variants: MessagingVariants, interruption: Interruption][] = [
  ...(['close', '1008', 'response'] as const).flatMap((refusedToken) =>
    [true, false].flatMap((isBrand) =>
      [true, false].map((isBetweenSockets): [string, MessagingVariants, Interruption] => [
        `a refused token by ${refusedToken} of ${isBrand ? 'a customer' : 'an anonymous visitor'}, ${isBetweenSockets ? 'at' : 'after'} the opening`,
        { refusedToken },
        { expire: { isFinal: false }, isBetweenSockets, isBrand },
      ]),
    ),
  ),
  ['renewals for 730 hours', { renewal: '730 h' }, { hours: 25 }],
  ['renewals for 24 hours', { renewal: '24 h' }, { hours: 25, isLost: true }],
  ['no renewal', {}, { expire: { isFinal: true }, isLost: true }],
  ['sockets that may not be idle', {}, { idleClose: 500 }],
  ['sockets that may not be idle, in the second columns', second, { idleClose: 500 }],
  ['a close of the service', {}, { drop: { code: 1011 } }],
  ['a close of the service, in the second columns', second, { drop: { code: 1011 } }],
  ['a broken connection', {}, { drop: {} }],
  ['a broken connection, in the second columns', second, { drop: {} }],
  ...drops.flatMap((drop): [string, MessagingVariants, Interruption][] => [
    [`a drop ${drop.when} ${drop.type}`, {}, { drop }],
    [`a drop ${drop.when} ${drop.type}, in the second columns`, second, { drop }],
  ]),
]
