import type { Optional } from '../model/optional.js'
import type { ChatSessionStatusText } from './chatSessionStatus.js'
import type { Contact, Project, Sale } from './superOfficeCompany.js'
import type { Associate, FieldProperty, Person, TableRight } from './superOfficePerson.js'
import type { Ticket } from './superOfficeTicket.js'
import type { ChatSessionSecret } from './withoutSecrets.js'

/**
 * A chat session with the members of the wire format (SuperOffice, "PUT ChatSession/{id}"). Members that are not listed here survive a round trip.
 * Dates are texts, which `toChatSessionDate` reads.
 */
export type ChatSessionEntity = {
  /** The session's id; 0 before the service has created the session. */
  ChatSessionId: number
  /** The chat topic, which SuperOffice's own pages call a channel. */
  TopicId: number
  /** The agent; null until an agent picks the session up. */
  User: Associate | null
  /** The customer as a person; null if the service does not know the person. */
  Person: Person | null
  /** The customer's name in the chat, at most 64 characters. */
  CustomerAlias: string | null
  /** The customer's host name or IP address. Never put it into a page, a log or a storage. */
  CustomerHost: string | null
  /** The customer's name, if the customer gave it. */
  CustomerName: string | null
  /** The customer's email address, if the customer gave it. */
  CustomerEmail: string | null
  /** The customer's phone number, if the customer gave it. */
  CustomerPhone: string | null
  /** True if the customer consented when the session began. */
  CustomerConsented: boolean
  /** The name of the customer's company, if the customer gave it. */
  CustomerCompanyName: string | null
  /** The status, which `toChatSessionPhase` groups into phases. */
  Status: ChatSessionStatusText
  /** A copy of the first message, at most 1024 characters. */
  FirstMessage: string | null
  /** A copy of the latest message, at most 1024 characters. */
  LastMessage: string | null
  /** The date of the customer's request. */
  WhenRequested: string
  /** The date when an agent accepted. */
  WhenStarted: string
  /** The date when the session ended. */
  WhenEnded: string
  /** The date of the latest message of either side, despite the member's name. */
  WhenIdle: string
  /** The date of the customer's latest poll. An old date means that the customer has closed the page. */
  WhenFetched: string
  /** The secret that authenticates the customer. Never put it into a page, a log or a storage. */
  SessionKey: string | null
  /** The place in the queue when the session was requested, from 1. The service never updates it. */
  InitialQueuePos: number
  /** The level of escalation. Its scale is not documented. */
  AlertLevel: number
  /** The lowest number, from 1, that no other active session of the agent has. It can select a colour. */
  Rank: number
  /** Flags that can be wrong. Read them with `isAgentTyping`. */
  Flags: string
  /** The customer's company; null if the service does not know it. */
  Contact: Contact | null
  /** The project of the session; null for none. */
  Project: Project | null
  /** The sale of the session; null for none. */
  Sale: Sale | null
  /** The ticket of the session; null for none. */
  Ticket: Ticket | null
  /** The agent to whom a pending transfer offers the session. */
  TransferTo: Associate | null
  /** True while a bot answers the customer. Older versions of the service do not have this member. */
  ChatbotIsActive?: boolean | undefined
  /** 1 to 5 stars; 0 if the customer gave none. Older versions of the service do not have this member. */
  Rating?: number | undefined
}

/** The entity with the members that a read adds. They are never sent back. */
export type ChatSessionEntityWithLinks = ChatSessionEntity & {
  /** The rights on the session. */
  TableRight?: TableRight | null | undefined
  /** The properties of the members, by name. */
  FieldProperties?: Record<string, FieldProperty> | null | undefined
  /** The addresses of related resources, by name. */
  _Links?: Record<string, string> | null | undefined
}

/** The name of a member of a chat session. */
export type ChatSessionMember = keyof ChatSessionEntity

/** A chat session without the members that authenticate and locate its customer. Caches, hooks, components and errors hold this type. */
export type ChatSession = Omit<ChatSessionEntityWithLinks, ChatSessionSecret>

/**
 * The members that a write can change. The service maintains the others, or has its own calls for them: pick up, transfer, reset.
 * Set a reference by its id: `{ Person: { PersonId: 12 } }`.
 */
export type ChatSessionChanges = Optional<
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

/** The names of the members to read. A path reads one member of a reference: `User/FullName`. All other members come as null. */
export type ChatSessionSelect = readonly (SelectableMember | `${SelectableMember}/${string}`)[]

type SelectableMember = keyof ChatSessionEntityWithLinks

/** A chat session that was read without `select`, with or without its secrets. */
export type WholeChatSession = ChatSession & Optional<Pick<ChatSessionEntity, ChatSessionSecret>> & { readonly [partial]?: undefined }

/** Marks a session that was read with `select`. Its other members came as null, so it must not replace the session. */
export type PartialChatSession = { readonly [partial]: true }

declare const partial: unique symbol

type MemberOf<name> = name extends `${infer member}/${string}` ? member : name

/** The result of a read: the whole entity, or its selected members. */
export type SelectedOf<entity, select extends ChatSessionSelect | undefined> = select extends ChatSessionSelect
  ? Pick<entity, Extract<MemberOf<select[number]>, keyof entity>> & PartialChatSession
  : entity
