import type { Endpoint, RoutePath } from './matchRoute.js'
import type { ChatSessionOperation } from './relay.js'

export type SuperOfficeEndpoint = Endpoint & {
  operation: ChatSessionOperation
  /** The kind of the body. Without it, the endpoint has none. */
  body?: 'entity' | 'patch'
}

/** The names of members, with paths into references: `Status,User/FullName`. */
const select = { $select: /^[A-Za-z]\w*(\/\w+)*(,[A-Za-z]\w*(\/\w+)*)*$/ }

const command = (operation: ChatSessionOperation) => ({ methods: { POST: { operation, query: {} } } })

/**
 * The paths that have an operation. The other paths of the API, such as the OData list, the messages and the deletion, have none.
 * `default` are the members of a session that is about to be created.
 */
export const superOfficePaths: readonly RoutePath<SuperOfficeEndpoint>[] = [
  { path: '/ChatSession', methods: { POST: { operation: 'create', query: select, body: 'entity' } } },
  { path: '/ChatSession/default', methods: { GET: { operation: 'create', query: {} } } },
  {
    path: '/ChatSession/{chatSessionId}',
    methods: {
      GET: { operation: 'read', query: select },
      PUT: { operation: 'replace', query: select, body: 'entity' },
      PATCH: { operation: 'update', query: select, body: 'patch' },
    },
  },
  { path: '/ChatSession/{chatSessionId}/Pickup', ...command('pickUp') },
  { path: '/ChatSession/{chatSessionId}/TransferTo/{toAssociate}', ...command('transfer') },
  { path: '/ChatSession/{chatSessionId}/AcceptTransfer', ...command('acceptTransfer') },
  { path: '/ChatSession/{chatSessionId}/RejectTransfer', ...command('rejectTransfer') },
  { path: '/ChatSession/{chatSessionId}/Reset', ...command('reset') },
]
