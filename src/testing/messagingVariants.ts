/** The forms in which LivePerson's documents contradict each other. Each has a default, and a client must read all of them. */
export type MessagingVariants = {
  /** A request before the answer to `InitConnection` is refused, or answered. @default 'refused' */
  earlyRequests?: 'refused' | 'answered' | undefined
  /** The `reqId` of a response is a text. Otherwise it is a number if the id reads as one. @default 'text' */
  reqId?: 'text' | 'number' | undefined
  /** The types of responses are those of the schema, those of captures, or there are none. @default 'captured' */
  responseTypes?: 'captured' | 'schema' | 'missing' | undefined
  /** The answer to `InitConnection` and other texts: a text, or an object with `msg`. @default 'text' */
  textBodies?: 'text' | 'object' | undefined
  /** The answer to a subscription has a body, or none. @default 'present' */
  subscribeBody?: 'present' | 'missing' | undefined
  /** The answer to `GetClock`: an object with the time, the time as a text, or none. @default 'object' */
  clockBody?: 'object' | 'text' | 'missing' | undefined
  /** The answer to `ms.PublishEvent` names the sequence, or nothing. @default 'present' */
  publishSequence?: 'present' | 'missing' | undefined
  /** The prefix of the metadata notification's type. @default 'cqm' */
  metadataType?: 'cqm' | 'aam' | '.ams.aam' | undefined
  /** Messages come as `ms.MessagingEventNotification`, or each alone as `.ams.ms.OnlineEventDistribution`. @default 'changes' */
  messageNotification?: 'changes' | 'OnlineEventDistribution' | undefined
  /** The field that names the author. @default 'originatorId' */
  originator?: 'originatorId' | 'originatorPId' | undefined
  /** `originatorMetadata` names the role of the author, or is missing. @default 'present' */
  originatorMetadata?: 'present' | 'missing' | undefined
  /**
   * The participants are a list, lists by role in `participantsPId`, or both `participants` and `participantsPId` are lists by role. The first of these has
   * internal ids. @default 'list'
   */
  participants?: 'list' | 'participantsPId' | 'oldest' | undefined
  /** A single element of an array comes in its array, or bare. @default 'array' */
  singleElements?: 'array' | 'bare' | undefined
  /** The case of the states `OPEN` and `CLOSE`. @default 'upper' */
  stateCase?: 'upper' | 'lower' | undefined
  /** `stage` says whether the whole conversation is open. Without it, `state` says so, and no survey follows. @default 'present' */
  stage?: 'present' | 'missing' | undefined
  /** The main dialog has the id of its conversation, or an id of its own. @default 'conversationId' */
  mainDialogId?: 'conversationId' | 'own' | undefined
  /** The conversation has a dialog of co-browsing too, with the type in upper or lower case. @default 'missing' */
  otherDialog?: 'missing' | 'OTHER' | 'other' | undefined
  /** The form of the campaign ids in notifications. @default 'number' */
  campaignIds?: 'number' | 'text' | undefined
  /** The content type of a file. @default 'hosted/file' */
  fileContentType?: 'hosted/file' | 'HostedFile' | undefined
  /** Structured content is an object in `message` or `content`, or a JSON text in `content`. @default 'message' */
  richContent?: 'message' | 'content' | 'text' | undefined
  /** Events come to subscribers alone, or to the sockets of whoever requested the conversation too. @default 'explicit' */
  subscription?: 'explicit' | 'implicit' | undefined
  /** Each event comes once, or twice. @default 'once' */
  events?: 'once' | 'twice' | undefined
  /** Events come in their order, or exchanged in pairs. The stored ones come the other way round then. @default 'sequence' */
  eventOrder?: 'sequence' | 'swapped' | undefined
  /** The stored events come in one notification, or each in its own. @default 'together' */
  history?: 'together' | 'single' | undefined
  /** Stored events name their conversation, or not. @default 'present' */
  historyConversationId?: 'present' | 'missing' | undefined
  /** Metadata come in the order of their changes, or each second one comes after the next. @default 'sequence' */
  metadataOrder?: 'sequence' | 'swapped' | undefined
  /** The answer to a request comes before the notifications that it causes, or after them. @default 'first' */
  answers?: 'first' | 'last' | undefined
  /** Notifications that a request causes have no `reqId`, or that of the request. @default 'missing' */
  notificationReqId?: 'missing' | 'present' | undefined
  /** Typing has no sequence, or the sequence 0. @default 'missing' */
  typingSequence?: 'missing' | 'zero' | undefined
  /** Receipts use up sequences of their dialog, or have none. @default 'shared' */
  receiptSequence?: 'shared' | 'missing' | undefined
  /** A request for a second conversation opens one, or is refused. No document says which. @default 'opened' */
  secondConversation?: 'opened' | 'refused' | undefined
  /** A closed conversation stays in the list, or a change of the type `DELETE` follows. @default 'stay' */
  closedConversations?: 'stay' | 'deleted' | undefined
  /** Each text of an agent follows one for agents alone, or comes by itself. @default 'missing' */
  hiddenMessages?: 'missing' | 'present' | undefined
  /** There are fields, values, events and notifications that no document names, or none. @default 'missing' */
  unknownMembers?: 'missing' | 'present' | undefined
  /**
   * The service closes the socket of a refused token with 4407, or 4401 for a brand's token. It can also close with 1008, or with 1005 and a reason, or
   * answer 401. Only `simulator.WebSocket` can show a reason beside 1005.
   * @default 'close'
   */
  refusedToken?: 'close' | '1008' | '1005' | 'response' | undefined
  /** The field of the LivePerson JWT. @default 'token' */
  tokenField?: 'token' | 'jwt' | undefined
  /** The anonymous token can be renewed for 730 hours, or for 24. @default '730 h' */
  renewal?: '730 h' | '24 h' | undefined
  /** The public list names the anonymous connector by its method, by its name, or lacks it. @default 'jsMethodName' */
  connector?: 'jsMethodName' | 'name' | 'missing' | undefined
  /** The Domain API answers a list of one, or the entry itself. @default 'baseURIs' */
  domainBody?: 'baseURIs' | 'baseURI' | undefined
}

/** The variants of one simulator, with no gaps. */
export type ResolvedVariants = { [name in keyof MessagingVariants]-?: NonNullable<MessagingVariants[name]> }

export const defaultVariants: ResolvedVariants = {
  earlyRequests: 'refused',
  reqId: 'text',
  responseTypes: 'captured',
  textBodies: 'text',
  subscribeBody: 'present',
  clockBody: 'object',
  publishSequence: 'present',
  metadataType: 'cqm',
  messageNotification: 'changes',
  originator: 'originatorId',
  originatorMetadata: 'present',
  participants: 'list',
  singleElements: 'array',
  stateCase: 'upper',
  stage: 'present',
  mainDialogId: 'conversationId',
  otherDialog: 'missing',
  campaignIds: 'number',
  fileContentType: 'hosted/file',
  richContent: 'message',
  subscription: 'explicit',
  events: 'once',
  eventOrder: 'sequence',
  history: 'together',
  historyConversationId: 'present',
  metadataOrder: 'sequence',
  answers: 'first',
  notificationReqId: 'missing',
  typingSequence: 'missing',
  receiptSequence: 'shared',
  secondConversation: 'opened',
  closedConversations: 'stay',
  hiddenMessages: 'missing',
  unknownMembers: 'missing',
  refusedToken: 'close',
  tokenField: 'token',
  renewal: '730 h',
  connector: 'jsMethodName',
  domainBody: 'baseURIs',
}
