import {
  type DehydrateOptions,
  defaultShouldDehydrateQuery,
  dehydrate,
  keepPreviousData,
  MutationObserver,
  QueryClient,
} from '@tanstack/react-query'
import { act, waitFor } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { chatSessionQueryOptions, type EngagementAttribute, getEngagement, updateSessionMutationOptions } from '../../src/index.js'
import { createChatClient } from '../support/chatClient.js'
import { createGatedClient, renderChatSession } from '../support/chatSessionHook.js'
import { createTestClient } from '../support/client.js'

/** The recipe of `docs/superoffice.md`, for a site that also stores mutations that are not paused. */
const recipe: DehydrateOptions = {
  shouldDehydrateQuery: (query) => query.meta?.persist !== false && defaultShouldDehydrateQuery(query),
  shouldDehydrateMutation: (mutation) => mutation.meta?.persist !== false,
}

const email = 'ada@example.com'
const attribute: EngagementAttribute = { type: 'personal', personal: { contacts: [{ email }] } }

/** Site-wide defaults that would change an answer, or store it. */
const siteDefaults = {
  placeholderData: keepPreviousData,
  initialData: { ChatSessionId: 1, Status: 'Closed', CustomerName: 'Initial' },
  select: () => 'selected',
  persister: vi.fn(),
  refetchIntervalInBackground: true,
} as const

describe('privacy of chat sessions', () => {
  test('default: a persister can leave out the session and its pending update', async () => {
    const { client, simulator, open } = createGatedClient()
    simulator.changeChatSession(1, { CustomerEmail: email })
    const { result, queryClient } = renderChatSession({ client, id: 1 })
    await open('GET')
    act(() => void result.current.update({ CustomerEmail: `b.${email}` }))
    await waitFor(() => expect(queryClient.isMutating()).toBe(1))
    const all = { shouldDehydrateQuery: () => true, shouldDehydrateMutation: () => true }
    expect(JSON.stringify(dehydrate(queryClient, all))).toContain(email)
    expect(dehydrate(queryClient, recipe)).toEqual({ queries: [], mutations: [] })
    await open('PATCH')
    await waitFor(() => expect(result.current.isUpdating).toBe(false))
    expect(queryClient.getMutationCache().getAll()).toEqual([])
  })

  test("parameters: the mark is merged with the app's own meta", () => {
    const { client } = createChatClient()
    expect(chatSessionQueryOptions(client, { id: 1, query: { meta: { own: 1 } } }).meta).toEqual({ persist: false, own: 1 })
    expect(chatSessionQueryOptions(client, { id: 1, query: { meta: { persist: true } } }).meta).toEqual({ persist: true })
    expect(updateSessionMutationOptions(client, { mutation: { meta: { own: 1 } } }).meta).toEqual({ persist: false, own: 1 })
  })

  test.each([
    ['useUpdateSession', false],
    ['useUpdateSession, whose request fails', true],
  ])('behavior: the variables of %s leave the cache with the last observer', async (_name, isFailing) => {
    const { client, simulator } = createTestClient({ retry: { schedule: [] } })
    await getEngagement(client)
    if (isFailing) simulator.fail({ call: 'update', status: 400 })
    const queryClient = new QueryClient()
    const observer = new MutationObserver(queryClient, updateSessionMutationOptions(client))
    const stop = observer.subscribe(() => {})
    await observer.mutate({ engagementAttributes: [attribute] }).catch(() => {})
    expect(dehydrate(queryClient, recipe).mutations).toEqual([])
    stop()
    await expect.poll(() => queryClient.getMutationCache().getAll()).toEqual([])
  })

  test("parameters: the app's gcTime takes precedence", () => {
    const { client } = createTestClient()
    expect(updateSessionMutationOptions(client, { mutation: { gcTime: 5 } }).gcTime).toBe(5)
  })

  test('behavior: site-wide defaults of TanStack Query do not change or store the session', async () => {
    const { client, simulator, open } = createGatedClient()
    simulator.openChatSession({ CustomerName: 'Grace' })
    const queryClient = new QueryClient({ defaultOptions: { queries: siteDefaults } })
    const { result, rerender } = renderChatSession({ client, id: 1 }, queryClient)
    expect(result.current.data).toBeUndefined()
    await open('GET')
    await waitFor(() => expect(result.current.data).toMatchObject({ CustomerName: 'Ada' }))
    rerender({ client, id: 2 })
    expect(result.current.data).toBeUndefined()
    await open('GET')
    await waitFor(() => expect(result.current.data).toMatchObject({ CustomerName: 'Grace' }))
    await expect(queryClient.fetchQuery(chatSessionQueryOptions(client, { id: 2 }))).resolves.toMatchObject({ CustomerName: 'Grace' })
    expect(siteDefaults.persister).not.toHaveBeenCalled()
    expect(queryClient.defaultQueryOptions(chatSessionQueryOptions(client, { id: 1 }) as object as never)).toMatchObject({
      refetchIntervalInBackground: false,
    })
  })

  test("parameters: the query's own options still apply", async () => {
    const { client, open } = createGatedClient()
    const shown = { ChatSessionId: 1, CustomerName: 'Placeholder' } as never
    const { result } = renderChatSession({ client, id: 1, query: { placeholderData: shown } })
    await waitFor(() => expect(result.current.data).toMatchObject({ CustomerName: 'Placeholder' }))
    await open('GET')
    await waitFor(() => expect(result.current.data).toMatchObject({ CustomerName: 'Ada' }))
  })
})
