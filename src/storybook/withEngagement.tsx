import { type ComponentType, createContext, type ReactElement, useContext, useState } from 'react'
import { EngagementProvider } from '../index.js'
import type { Simulator } from '../testing/index.js'
import { createScene, type EngagementScene, type EngagementStoryContext } from './scene.js'

const SceneContext = createContext<EngagementScene | undefined>(undefined)

/**
 * A Storybook decorator: every story has a client, a simulated service and a QueryClient of its own, driven by `parameters.engagement`.
 * @example
 * const preview: Preview = { decorators: [withEngagement], loaders: [loadEngagement], globalTypes: engagementGlobalTypes }
 */
export function withEngagement(Story: ComponentType, context: EngagementStoryContext): ReactElement {
  const { service, engagementState, engagementLatency, engagementLocale, engagementDirection: direction } = context.globals
  const story = (
    <SimulatedSite key={[context.id, service, engagementState, engagementLatency, engagementLocale].join()} context={context}>
      <Story />
    </SimulatedSite>
  )
  return direction ? <div dir={direction}>{story}</div> : story
}

/** Keeps the first scene: new args are no new visit. */
function SimulatedSite({ context, children }: { context: EngagementStoryContext; children: ReactElement }): ReactElement {
  const [scene] = useState(() => (context.loaded?.engagement as EngagementScene | undefined) ?? createScene(context))
  return (
    <SceneContext.Provider value={scene}>
      <EngagementProvider client={scene.client} queryClient={scene.queryClient} locales={scene.locales} language={scene.language}>
        {children}
      </EngagementProvider>
    </SceneContext.Provider>
  )
}

/** A Storybook loader: what the story runs on, for its play function, as `loaded.engagement`. */
export function loadEngagement(context: EngagementStoryContext): { engagement: EngagementScene } {
  return { engagement: createScene(context) }
}

/**
 * The simulator that the story around it runs on.
 * @throws Error without `withEngagement` around it
 */
export function useSimulator(): Simulator {
  const scene = useContext(SceneContext)
  if (!scene) throw new Error('useSimulator needs the decorator withEngagement around the story.')
  return scene.simulator
}
