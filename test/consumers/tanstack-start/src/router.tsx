import { createRouter as createTanStackRouter } from '@tanstack/react-router'
import { routeTree } from './routeTree.gen'

export const createRouter = () => createTanStackRouter({ routeTree })

declare module '@tanstack/react-router' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface is added to
  interface Register {
    router: ReturnType<typeof createRouter>
  }
}
