export { type EngagementGlobalType, engagementGlobalTypes } from './engagementGlobalTypes.js'
export type { EngagementGlobals, EngagementParameters, EngagementScene, EngagementStoryContext } from './scene.js'
export { loadEngagement, useSimulator, withEngagement } from './withEngagement.js'
