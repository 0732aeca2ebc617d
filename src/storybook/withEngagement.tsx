import { type ComponentType, createContext, type ReactElement, useContext, useState } from 'react'
import { EngagementProvider } from '../index.js'
import type { Simulator } from '../testing/index.js'
import { createScene, type EngagementScene, type EngagementStoryContext } from './scene.js'

const SceneContext = createContext<EngagementScene | undefined>(undefined)

/**
 * A Storybook decorator. It gives every story its own client, simulated service and QueryClient, driven by `parameters.engagement`.
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

/** Provides the first scene in all renders, because new args are no new visit. */
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

/** A Storybook loader. It passes the story's scene to the play function, as `loaded.engagement`. */
export function loadEngagement(context: EngagementStoryContext): { engagement: EngagementScene } {
  return { engagement: createScene(context) }
}

/**
 * Returns the simulator of the story.
 * @throws Error if the story has no decorator `withEngagement`
 */
export function useSimulator(): Simulator {
  const scene = useContext(SceneContext)
  if (!scene)
    throw new Error(
      'useSimulator needs the decorator withEngagement around the story. Add it to the decorators of the story or the preview.',
    )
  return scene.simulator
}
