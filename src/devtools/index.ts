export { EngagementDevtools, type EngagementDevtoolsProps } from './EngagementDevtools.js'
