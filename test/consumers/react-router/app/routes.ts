import { index, type RouteConfig, route } from '@react-router/dev/routes'

export default [
  index('routes/plain.tsx'),
  route('prefetched', 'routes/prefetched.tsx'),
  route('chat-proxy/*', 'routes/chat-proxy.ts'),
] satisfies RouteConfig
