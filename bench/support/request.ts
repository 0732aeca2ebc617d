declare global {
  /** The origin that stands for every service and vendor. */
  var service: string
  /** The response to the request of the script in the page's head. */
  var asked: Promise<Response> | undefined
}

/** The request of `EngagementButton`, for the designs that are written by hand. */
export const request = {
  path: '/api/account/12345678/app/engagement/visitors?v=1.0',
  init: {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: '{"appType":"EXTERNAL"}',
    credentials: 'omit',
  },
} as const
