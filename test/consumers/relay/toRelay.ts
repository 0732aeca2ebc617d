import { createRelay, type Relay } from 'react-engagement/server'

/** Makes the relay of the fixture's site. Next makes it during the build, too, where no upstream is known. */
export const toRelay = (upstream = 'https://upstream.example', basePath = '/chat-proxy'): Relay =>
  createRelay({
    basePath,
    livePerson: {
      accountId: '12345678',
      services: ['appEngagement', 'monitoring', 'messaging'],
      appInstallationId: 'fixture',
      domain: upstream,
    },
    superOffice: {
      baseUrl: `${upstream}/Cust12345/api`,
      authorization: () => 'Bearer secret-of-the-site',
      authorize: ({ headers }) => headers.get('cookie') === 'customer=ada' && { role: 'customer' },
      customerReads: ['ChatSessionId', 'Status', 'CustomerName'],
      customerWrites: ['CustomerName'],
    },
  })
