import { index, type RouteConfig, route } from '@react-router/dev/routes'

export default [
  index('routes/home.tsx'),
  route('help', 'routes/help.tsx'),
  route('chat-proxy/*', 'routes/chat-proxy.ts'),
] satisfies RouteConfig
