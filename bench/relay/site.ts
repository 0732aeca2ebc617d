import type { LoadRequest } from '../support/measureLoad.js'

/** The headers of a browser on the site. */
const browserHeaders = {
  accept: 'application/json',
  'accept-encoding': 'gzip, deflate, br',
  'accept-language': 'en-GB,en;q=0.9',
  cookie: 'consent=granted; log-in=ada',
  'sec-fetch-dest': 'empty',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'same-origin',
  'user-agent': 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
  'x-react-engagement': '1',
  'x-real-ip': '192.0.2.9',
}

/** The requests of a page to its own origin. */
export const requests: Record<string, LoadRequest> = {
  'asking for an engagement': {
    method: 'POST',
    path: '/chat/api/account/12345678/app/engagement/visitors/V1?v=1.0&sid=S1',
    headers: { ...browserHeaders, 'content-type': 'application/json' },
    body: JSON.stringify({
      appType: 'EXTERNAL',
      appDetails: { deviceFamily: 'DESKTOP', os: 'LINUX' },
      consumerSections: ['Shop', 'Cart'],
      engagementAttributes: [{ type: 'cart', total: 99.5, currency: 'EUR', numItems: 2 }],
    }),
  },
  'a customer reads a chat session': { method: 'GET', path: '/chat/superoffice/api/v1/ChatSession/1', headers: browserHeaders },
}

/** The customer who is logged in, for all servers. */
export const customer = {
  /** Returns the id of the chat session of the person who is logged in. */
  chatSessionOf: (headers: Headers) => (/(?:^|; )log-in=ada(?:;|$)/.test(headers.get('cookie') ?? '') ? '1' : undefined),
  authorization: 'Bearer 8A:system-user',
}
