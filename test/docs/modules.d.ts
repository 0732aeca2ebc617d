// The modules that the samples of the docs import and this package does not have. Each declares only the exports that the samples use.
declare module 'next/headers' {
  export function cookies(): Promise<{ get: (name: string) => { value: string } | undefined }>
}

declare module 'react-router' {
  export function useLoaderData<loader extends (...parameters: never[]) => unknown>(): Awaited<ReturnType<loader>>
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
