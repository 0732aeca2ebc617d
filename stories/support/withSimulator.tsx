import type { Decorator, Loader } from '@storybook/react-vite'
import { QueryClient } from '@tanstack/react-query'
import { createContext, type ReactElement, type ReactNode, useContext, useState } from 'react'
import {
  appEngagement,
  createEngagementClient,
  type EngagementClient,
  EngagementProvider,
  monitoring,
  superOffice,
} from '../../src/index.js'
import { createSimulator, type Fault, type Offer, type Simulator } from '../../src/testing/index.js'

export type ServiceName = 'appEngagement' | 'monitoring'

const services = {
  appEngagement: () => appEngagement({ domain: 'lo.msdkgw.example' }),
  monitoring: () => monitoring({ appInstallationId: 'demo-app', domain: 'lo.smt.example' }),
}

/** What a story says of the service that it is shown with, as `parameters.engagement`. */
export type EngagementParameters = {
  /** @default what the toolbar says */
  service?: ServiceName
  offer?: Offer
  loadAccount?: { answers: number }
  /** Members of chat session 1. */
  chatSession?: Record<string, unknown>
  fail?: Fault
  hang?: boolean
  latency?: number
  /** Pauses between attempts, in seconds. */
  schedule?: number[]
}

export type Scene = { simulator: Simulator; client: EngagementClient; queryClient: QueryClient }

function createScene({ service = 'appEngagement', latency = 300, schedule, ...parameters }: EngagementParameters): Scene {
  const { offer, loadAccount, chatSession, fail, hang } = parameters
  const simulator = createSimulator({ latency })
  if (chatSession) simulator.openChatSession(chatSession)
  if (offer) simulator.offer(offer)
  if (loadAccount) simulator.loadAccount(loadAccount)
  if (fail) simulator.fail(fail)
  if (hang) simulator.hang()
  const client = createEngagementClient({
    accountId: '12345678',
    service: services[service](),
    chatSessions: superOffice({ baseUrl: 'https://online.superoffice.example/Cust12345/api', authorization: () => 'Bearer demo' }),
    storage: null,
    fetch: simulator.fetch,
    ...(schedule && { retry: { schedule } }),
  })
  return { simulator, client, queryClient: new QueryClient() }
}

/** Makes a client on a simulator of its own for every story: `loaded.scene`. */
export const loadScene: Loader = ({ globals, parameters }) => ({
  scene: createScene({ service: globals.service, ...parameters.engagement }),
})

const SceneContext = createContext<Scene | undefined>(undefined)

/** The simulator that the story around it runs on. */
export function useSimulator(): Simulator {
  const scene = useContext(SceneContext)
  if (!scene) throw new Error('useSimulator needs the decorator withSimulator around it.')
  return scene.simulator
}

/** Keeps the first scene: new args are no new visit. */
function SimulatedSite({ scene: loaded, children }: { scene: Scene; children: ReactNode }): ReactElement {
  const [scene] = useState(loaded)
  return (
    <SceneContext.Provider value={scene}>
      <EngagementProvider client={scene.client} queryClient={scene.queryClient}>
        {children}
      </EngagementProvider>
    </SceneContext.Provider>
  )
}

export const withSimulator: Decorator = (Story, { id, globals, loaded }) => (
  <SimulatedSite key={`${id} ${globals.service}`} scene={loaded.scene}>
    <Story />
  </SimulatedSite>
)
