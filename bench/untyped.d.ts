// They are installed when a bench runs, so that the types are not there to check against.
declare module '@livechat/widget-react'
declare module 'posthog-js'
declare module 'posthog-js/react'
declare module 'react-live-chat-loader'
declare module 'react-use-intercom'
