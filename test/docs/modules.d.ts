// The modules that the samples of the docs import and this package does not have. Each declares only the exports that the samples use.
declare module 'next/headers' {
  export function cookies(): Promise<{ get: (name: string) => { value: string } | undefined }>
}

declare module 'react-router' {
  export function useLoaderData<loader extends (...parameters: never[]) => unknown>(): Awaited<ReturnType<loader>>
}

// The recipes import the file that makes the clients by the alias of the framework.
declare module '@/engagement' {
  import type { QueryClient } from '@tanstack/react-query'
  import type { EngagementClient, EngagementClientOptions } from 'react-engagement'

  type Identity = EngagementClientOptions['identity']
  export function createClient(identity?: Identity, retry?: EngagementClientOptions['retry']): EngagementClient
  export function getPage(identity?: Identity): { client: EngagementClient; queryClient: QueryClient }
}

declare module '~/engagement' {
  import type { EngagementClient, EngagementClientOptions } from 'react-engagement'

  type Identity = EngagementClientOptions['identity']
  export function createClient(identity?: Identity): EngagementClient
  export function getClient(identity?: Identity): EngagementClient
  export function readVisitor(request: Request): Identity
}

declare module 'react-error-boundary' {
  import type { ComponentType, ReactNode } from 'react'
  export const ErrorBoundary: ComponentType<{
    onReset?: () => void
    fallbackRender: (props: { resetErrorBoundary: () => void }) => ReactNode
    children?: ReactNode
  }>
}

declare module '@playwright/test' {
  export { expect } from 'vitest'

  import type { Page } from 'playwright'
  export function test(name: string, run: (fixtures: { page: Page }) => Promise<void>): void
}
