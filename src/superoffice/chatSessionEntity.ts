import type { ChatSessionStatusText } from './chatSessionStatus.js'
import type { Contact, Project, Sale } from './superOfficeCompany.js'
import type { Associate, FieldProperty, Person, TableRight } from './superOfficePerson.js'
import type { Ticket } from './superOfficeTicket.js'
import type { ChatSessionSecret } from './withoutSecrets.js'

/**
 * A chat session, member for member as on the wire (SuperOffice, "PUT ChatSession/{id}"). Members that are not listed here survive a round trip.
 * Dates are texts: `toChatSessionDate` reads them.
 */
export type ChatSessionEntity = {
  /** 0 where it was not created yet. */
  ChatSessionId: number
  /** The chat topic, a channel in SuperOffice's own pages. */
  TopicId: number
  /** The agent; null until the session was picked up. */
  User: Associate | null
  /** The customer's person, where it is known. */
  Person: Person | null
  /** What the customer is called in the chat: at most 64 characters. */
  CustomerAlias: string | null
  /** Host name or IP address: never put it into a page, a log or a storage. */
  CustomerHost: string | null
  CustomerName: string | null
  CustomerEmail: string | null
  CustomerPhone: string | null
  /** Whether the customer consented when the session began. */
  CustomerConsented: boolean
  CustomerCompanyName: string | null
  Status: ChatSessionStatusText
  /** A copy, of at most 1024 characters. */
  FirstMessage: string | null
  /** A copy, of at most 1024 characters. */
  LastMessage: string | null
  /** When the customer asked. */
  WhenRequested: string
  /** When an agent accepted. */
  WhenStarted: string
  WhenEnded: string
  /** When anyone wrote last, despite its name. */
  WhenIdle: string
  /** When the customer's side polled last: a session whose customer is gone shows by it. */
  WhenFetched: string
  /** Authenticates the customer: a secret. Never put it into a page, a log or a storage. */
  SessionKey: string | null
  /** The place in the queue when the session was requested, from 1. Never updated. */
  InitialQueuePos: number
  AlertLevel: number
  /** The lowest number, from 1, that none of the agent's other active sessions has: for a colour. */
  Rank: number
  /** Not to be taken at its word: read it with `isAgentTyping`. */
  Flags: string
  Contact: Contact | null
  Project: Project | null
  Sale: Sale | null
  Ticket: Ticket | null
  /** The agent whom a pending transfer offers the session to. */
  TransferTo: Associate | null
  /** Older versions of the service do not have it. */
  ChatbotIsActive?: boolean
  /** 1 to 5 stars; 0 where the customer gave none. Older versions of the service do not have it. */
  Rating?: number
}

/** What a read adds to the entity: never sent back. */
export type ChatSessionEntityWithLinks = ChatSessionEntity & {
  TableRight?: TableRight | null
  FieldProperties?: Record<string, FieldProperty> | null
  _Links?: Record<string, string> | null
}

export type ChatSessionMember = keyof ChatSessionEntity

/** A chat session without what authenticates and locates its customer. It is what caches, hooks, components and errors hold. */
export type ChatSession = Omit<ChatSessionEntityWithLinks, ChatSessionSecret>

/**
 * What may be changed member by member. The service maintains the others, or has calls of their own for them: pick up, transfer, reset.
 * A reference is set by its id: `{ Person: { PersonId: 12 } }`.
 */
export type ChatSessionChanges = Partial<
  Pick<
    ChatSessionEntity,
    | 'CustomerAlias'
    | 'CustomerName'
    | 'CustomerEmail'
    | 'CustomerPhone'
    | 'CustomerCompanyName'
    | 'Person'
    | 'Contact'
    | 'Project'
    | 'Sale'
    | 'Ticket'
    | 'Status'
    | 'ChatbotIsActive'
    | 'Rating'
  >
>

/** The members to read, by name; of those that refer to something else also single ones: `User/FullName`. The others come as null. */
export type ChatSessionSelect = readonly (ChatSessionMember | `${ChatSessionMember}/${string}`)[]

/** A chat session that was read without `select`. */
export type WholeChatSession = ChatSession & { readonly [partial]?: never }

/** Marks what was read with `select`: its other members came as null, whatever they are, and it must not replace the session. */
export type PartialChatSession = { readonly [partial]: true }

declare const partial: unique symbol

type MemberOf<name> = name extends `${infer member}/${string}` ? member : name

/** What a read gives: all of it, or what was selected of it. */
export type SelectedOf<entity, select extends ChatSessionSelect | undefined> = select extends ChatSessionSelect
  ? Pick<entity, Extract<MemberOf<select[number]>, keyof entity>> & PartialChatSession
  : entity
