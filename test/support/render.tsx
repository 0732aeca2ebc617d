import type { QueryClient } from '@tanstack/react-query'
import { type RenderHookResult, type RenderResult, render, renderHook } from '@testing-library/react'
import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { EngagementProvider } from '../../src/index.js'
import type { Simulator } from '../../src/testing/index.js'
import { createTestClient, type TestClient, type TestClientOptions } from './client.js'

type ProviderProps = ComponentProps<typeof EngagementProvider>

export type RenderWithClientOptions = TestClientOptions & {
  /** A client of an earlier render. The other options of a client then have no effect. */
  testClient?: TestClient | undefined
  /** Sets up the service before the first render. */
  prepare?: (simulator: Simulator) => void
  queryClient?: QueryClient
  locales?: ProviderProps['locales']
}

type View = Pick<RenderResult, 'container' | 'rerender' | 'unmount'>

/** Renders below a provider of a test client. `rerender` renders below the same provider. */
export function renderWithClient(ui: ReactNode, options: RenderWithClientOptions = {}): TestClient & View {
  const { testClient, wrapper } = createWrapper(options)
  const { container, rerender, unmount } = render(ui, { wrapper })
  return { ...testClient, container, rerender, unmount }
}

/** Runs a hook below a provider of a test client. */
export function renderHookWithClient<result, props>(
  hook: (props: props) => result,
  { initialProps, ...options }: RenderWithClientOptions & { initialProps?: props } = {},
): TestClient & RenderHookResult<result, props> {
  const { testClient, wrapper } = createWrapper(options)
  return { ...testClient, ...renderHook(hook, { wrapper, initialProps: initialProps as props }) }
}

function createWrapper({ testClient: given, prepare, queryClient, locales, ...clientOptions }: RenderWithClientOptions) {
  const testClient = given ?? createTestClient(clientOptions)
  prepare?.(testClient.simulator)
  const providerProps = { client: testClient.client, ...(queryClient && { queryClient }), ...(locales && { locales }) }
  const wrapper = ({ children }: { children: ReactNode }): ReactElement => (
    <EngagementProvider {...providerProps}>{children}</EngagementProvider>
  )
  return { testClient, wrapper }
}
