import { appEngagement } from 'react-engagement'
import { type PreloadScript, preloadScript } from 'react-engagement/preload'
import { createRelay, type Grant, type Relay, superOfficeSystemUser, superOfficeTenant, toNodeListener } from 'react-engagement/server'

const clientSecret = 'secret'

export const relay: Relay = createRelay({
  basePath: '/chat-proxy',
  livePerson: { accountId: '12345678' },
  superOffice: {
    baseUrl: superOfficeTenant('Cust12345'),
    authorization: superOfficeSystemUser({ contextIdentifier: 'Cust12345', systemUserToken: 'token', clientSecret, privateKey: 'key' }),
    appToken: clientSecret,
    authorize: async ({ headers }, { chatSessionId }): Promise<Grant | false> =>
      headers.get('cookie') === `session=${chatSessionId}` && { role: 'customer' },
  },
  limit: ({ address, route }) => route !== 'engagement' || address !== undefined,
})

export const { GET, POST, PUT, PATCH } = relay
export const listener = toNodeListener(relay)

export const head: Promise<PreloadScript> = preloadScript({ accountId: '12345678', service: appEngagement() })
