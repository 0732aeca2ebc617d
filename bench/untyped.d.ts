// A bench installs these packages when it runs, so their types are not available to the type check.
declare module '@hono/node-server'
declare module '@livechat/widget-react'
declare module 'hono'
declare module 'hono/proxy'
declare module 'posthog-js'
declare module 'posthog-js/react'
declare module 'react-live-chat-loader'
declare module 'react-use-intercom'
