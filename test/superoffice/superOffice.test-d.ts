import type * as carriers from '@superoffice/webapi/Carriers.js'
import type * as enums from '@superoffice/webapi/Enums.js'
import { expectTypeOf, test } from 'vitest'
import {
  type Address,
  type Associate,
  type ChatSessionChanges,
  type ChatSessionEntity,
  type ChatSessionEntityWithLinks,
  type ChatSessionStatusText,
  type Contact,
  type EngagementClient,
  getChatSession,
  type Person,
  type Project,
  replaceChatSession,
  type Sale,
  type TableRight,
  type Ticket,
  updateChatSession,
  useChatSession,
} from '../../src/index.js'

declare const client: EngagementClient

/** The official client writes names in camelCase. */
type Official<carrier> = Capitalize<Exclude<keyof carrier, 'tableRight' | 'fieldProperties'> & string>
type Ours<carrier> = Exclude<keyof carrier, 'TableRight' | 'FieldProperties' | '_Links'>

test('the members are the members of the official client', () => {
  expectTypeOf<Ours<ChatSessionEntity>>().toEqualTypeOf<Official<carriers.ChatSessionEntity>>()
  expectTypeOf<Ours<Associate>>().toEqualTypeOf<Official<carriers.Associate>>()
  expectTypeOf<Ours<Person>>().toEqualTypeOf<Official<carriers.Person>>()
  expectTypeOf<Ours<Contact>>().toEqualTypeOf<Official<carriers.Contact>>()
  expectTypeOf<Ours<Address>>().toEqualTypeOf<Official<carriers.Address>>()
  expectTypeOf<Ours<Project>>().toEqualTypeOf<Official<carriers.Project>>()
  expectTypeOf<Ours<Sale>>().toEqualTypeOf<Official<carriers.Sale>>()
  // Older versions of the service name the customer differently, so our type has both names.
  expectTypeOf<Exclude<Ours<Ticket>, `Cust${string}${'name' | 'Name'}`>>().toEqualTypeOf<Official<carriers.Ticket>>()
})

test('the members have the types of the official client, except dates, which are texts', () => {
  type Kind<value> =
    NonNullable<value> extends Date
      ? 'text'
      : NonNullable<value> extends string
        ? 'text'
        : NonNullable<value> extends number
          ? 'number'
          : NonNullable<value> extends boolean
            ? 'boolean'
            : 'object'
  type Kinds<carrier> = { [name in keyof carrier as name extends 'flags' ? never : Capitalize<name & string>]-?: Kind<carrier[name]> }
  type OurKinds<carrier> = { [name in keyof carrier as name extends 'Flags' ? never : name]-?: Kind<carrier[name]> }
  expectTypeOf<OurKinds<ChatSessionEntity>>().toEqualTypeOf<Omit<Kinds<carriers.ChatSessionEntity>, 'TableRight' | 'FieldProperties'>>()
  expectTypeOf<OurKinds<Person>>().toEqualTypeOf<Kinds<carriers.Person>>()
  expectTypeOf<OurKinds<Associate>>().toEqualTypeOf<Kinds<carriers.Associate>>()
  expectTypeOf<OurKinds<Contact>>().toEqualTypeOf<Kinds<carriers.Contact>>()
  expectTypeOf<OurKinds<Project>>().toEqualTypeOf<Kinds<carriers.Project>>()
  expectTypeOf<OurKinds<Sale>>().toEqualTypeOf<Kinds<carriers.Sale>>()
})

test('a status is a status of the official client, or any other text', () => {
  type Known<text> = text extends string ? (string extends text ? never : text) : never
  expectTypeOf<Known<ChatSessionStatusText>>().toEqualTypeOf<`${enums.ChatSessionStatus}`>()
  expectTypeOf<'Escalated'>().toExtend<ChatSessionStatusText>()
})

test('a session that was read with select cannot replace the whole session', async () => {
  const whole = await getChatSession(client, { id: 1 })
  expectTypeOf(whole).toEqualTypeOf<ChatSessionEntityWithLinks>()
  void replaceChatSession(client, { id: 1, entity: whole })

  const partial = await getChatSession(client, { id: 1, select: ['Status', 'User/FullName'] })
  expectTypeOf(partial.Status).toEqualTypeOf<ChatSessionStatusText>()
  expectTypeOf(partial.User).toEqualTypeOf<Associate | null>()
  // @ts-expect-error the member is not selected
  partial.CustomerName
  // @ts-expect-error the members that are not selected came as null, and would erase the session's
  void replaceChatSession(client, { id: 1, entity: partial })

  const rights = await getChatSession(client, { id: 1, select: ['TableRight', 'FieldProperties', '_Links', 'TableRight/Mask'] })
  expectTypeOf(rights.TableRight).toEqualTypeOf<TableRight | null | undefined>()
  void updateChatSession(client, { id: 1, changes: {}, select: ['TableRight'] })

  // @ts-expect-error there is no such member
  void getChatSession(client, { id: 1, select: ['Name'] })
})

test('the types of the hook follow select', () => {
  const use = () => {
    const { data, update, replace } = useChatSession({ id: 1 })
    // @ts-expect-error a secret has no place in a cache
    data?.SessionKey
    if (data) void replace({ ...data, CustomerName: 'Ada' })
    void update({ CustomerName: null, Person: { PersonId: 12 } })
    // @ts-expect-error the service maintains the member
    void update({ WhenEnded: '' })

    expectTypeOf(useChatSession({ id: 1, select: ['TableRight'] }).data?.TableRight).toEqualTypeOf<TableRight | null | undefined>()

    const selected = useChatSession({ id: 1, select: ['Status'] })
    // @ts-expect-error the member is not selected
    selected.data?.CustomerName
    // @ts-expect-error a session with selected members cannot replace the whole session
    if (selected.data) void selected.replace(selected.data)
    expectTypeOf(useChatSession({ id: 1, query: { select: ({ Rating }) => Rating } }).data).toEqualTypeOf<number | undefined>()
    // @ts-expect-error the library decides when to send requests
    useChatSession({ id: 1, query: { retry: 3 } })
  }
  expectTypeOf(use).toBeFunction()
  expectTypeOf<ChatSessionChanges>().not.toHaveProperty('SessionKey')
  void updateChatSession(client, { id: 1, changes: { Status: 'Finished' } })
})
