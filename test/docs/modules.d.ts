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

declare module 'msw' {
  export const http: { all: (path: string, answer: (context: { request: Request }) => Promise<Response>) => object }
  type Client = {
    url: URL
    send: (text: string) => void
    close: (code: number, reason: string) => void
    addEventListener: (type: 'message' | 'close', listener: (event: { data: unknown }) => void) => void
  }
  type Link = { addEventListener: (type: 'connection', listener: (connection: { client: Client }) => void) => object }
  export const ws: { link: (url: string) => Link }
}

declare module '@jest/globals' {
  export { vi as jest } from 'vitest'
}
