'use client'

import type { QueryClient } from '@tanstack/react-query'
import { type Context, createContext } from 'react'
import type { EngagementClient } from '../client.js'

/** What `EngagementProvider` hands down. */
export type EngagementContextValue = { client: EngagementClient; queryClient: QueryClient | undefined }

export const EngagementContext: Context<EngagementContextValue | undefined> = createContext<EngagementContextValue | undefined>(undefined)
