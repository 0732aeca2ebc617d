import type { Optional } from '../model/optional.js'
import { withoutUndefined } from '../model/withoutUndefined.js'
import type { ChatSessionEntity } from '../superoffice/chatSessionEntity.js'

/** A chat session of the simulated service. */
export type SimulatedChatSession = Required<ChatSessionEntity>

export type ChatSessions = {
  all: SimulatedChatSession[]
  /** The agent who calls, whatever the credentials. */
  agent: { AssociateId: number; Name: string; FullName: string; UserName: string }
  find: (id: number) => SimulatedChatSession | undefined
  add: (members: Optional<ChatSessionEntity>) => SimulatedChatSession
}

const unset = '0001-01-01T00:00:00Z'

/** Returns the answer of "GET ChatSession/default". */
export function toDefaultChatSession(): SimulatedChatSession {
  return {
    ChatSessionId: 0,
    TopicId: 0,
    User: null,
    Person: null,
    CustomerAlias: '',
    CustomerHost: '',
    CustomerName: '',
    CustomerEmail: '',
    CustomerPhone: '',
    CustomerConsented: false,
    CustomerCompanyName: '',
    Status: 'Invalid',
    FirstMessage: '',
    LastMessage: '',
    WhenRequested: unset,
    WhenStarted: unset,
    WhenEnded: unset,
    WhenIdle: unset,
    WhenFetched: unset,
    SessionKey: '',
    InitialQueuePos: 0,
    AlertLevel: 0,
    Rank: 0,
    // The service writes this text if no flag is set.
    Flags: 'CustomerIsTyping',
    Contact: null,
    Project: null,
    Sale: null,
    Ticket: null,
    TransferTo: null,
    ChatbotIsActive: false,
    Rating: 0,
  }
}

/** Returns the current date, with the seven digits of a second that the service writes. */
export function toServiceDate(): string {
  return new Date().toISOString().replace('Z', '0000+00:00')
}

export function createChatSessions(): ChatSessions {
  const all: SimulatedChatSession[] = []
  const waiting = () => all.filter(({ Status }) => Status === 'InQueue').length

  return {
    all,
    agent: { AssociateId: 21, Name: 'AGENT', FullName: 'Alex Agent', UserName: 'agent@example.com' },
    find: (id) => all.find(({ ChatSessionId }) => ChatSessionId === id),
    add(members) {
      const id = Math.max(0, ...all.map(({ ChatSessionId }) => ChatSessionId)) + 1
      const session: SimulatedChatSession = {
        ...toDefaultChatSession(),
        TopicId: 1,
        Status: 'InQueue',
        CustomerHost: '192.0.2.7',
        SessionKey: `key-${id}`,
        InitialQueuePos: waiting() + 1,
        WhenRequested: toServiceDate(),
        ...withoutUndefined(members),
        ChatSessionId: members.ChatSessionId || id,
      }
      all.push(session)
      return session
    },
  }
}
