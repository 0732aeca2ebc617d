// The modules that the samples of the docs import and this package does not have. Each declares only the exports that the samples use.
declare module 'next/server' {
  export function connection(): Promise<void>
}

declare module 'next/headers' {
  export function cookies(): Promise<{ get: (name: string) => { value: string } | undefined }>
}

declare module 'react-router' {
  export function useLoaderData<loader extends (...parameters: never[]) => unknown>(): Awaited<ReturnType<loader>>
}

declare module 'next' {
  export type GetServerSidePropsContext = { req: { url?: string; cookies: Partial<Record<string, string>> } }
}

declare module 'next/app' {
  import type { ComponentType } from 'react'
  export type AppProps<pageProps> = { Component: ComponentType<pageProps>; pageProps: pageProps }
}

declare module 'next/link' {
  import type { FC, ReactNode } from 'react'

  const Link: FC<{ href: string; children: ReactNode }>
  export = Link
}

declare module '@tanstack/react-router' {
  import type { ComponentType, FC, ReactNode } from 'react'
  export const HeadContent: FC
  export const Outlet: FC
  export const Scripts: FC
  export const Link: FC<{ to: string; children: ReactNode }>
  type Options<data> = { head?: () => object; loader?: () => Promise<data>; component: ComponentType }
  export function createRootRoute(options: Options<never>): object
  export function createFileRoute(path: string): <data>(options: Options<data>) => { useLoaderData: () => data }
}

declare module '@tanstack/react-start' {
  export function createServerFn(): { handler: <data>(handle: () => Promise<data>) => () => Promise<data> }
}

declare module '@tanstack/react-start/server' {
  export function getWebRequest(): Request
  type Handle = (context: { request: Request }) => Promise<Response>
  export function createServerFileRoute(path: string): { methods: (handles: Record<string, Handle>) => object }
}

declare module 'astro' {
  export type APIRoute = (context: { request: Request }) => Promise<Response>
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
