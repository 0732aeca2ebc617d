declare global {
  /** The origin that stands for every service and vendor. */
  var service: string
  /** What the page's head has asked for. */
  var asked: Promise<Response> | undefined
}

/** What `EngagementButton` asks with, for those that are written by hand. */
export const request = {
  path: '/api/account/12345678/app/engagement/visitors?v=1.0',
  init: {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: '{"appType":"EXTERNAL"}',
    credentials: 'omit',
  },
} as const
