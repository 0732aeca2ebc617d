import { appEngagementPath } from './appEngagementServer.js'
import { domainPath } from './domainServer.js'
import { filePath } from './messagingFiles.js'
import { authenticatePath, authorizePath, connectorsPath } from './messagingHttpServer.js'
import { monitoringPath } from './monitoringServer.js'
import type { RecordedRequest, SimulatedRequest } from './simulator.js'
import { tenantPath, tokenPath } from './superOfficeLoginServer.js'
import { chatSessionPath } from './superOfficeServer.js'

/** Returns the type of a call. A method override on a POST counts as the method. */
export function toCall({ method, url, headers }: SimulatedRequest): RecordedRequest['call'] {
  const { pathname } = url
  if (chatSessionPath.test(pathname)) return 'chatSession'
  if (authorizePath.test(pathname)) return 'authorize'
  if (authenticatePath.test(pathname)) return 'authenticate'
  if (connectorsPath.test(pathname)) return 'connectors'
  if (filePath.test(pathname)) return 'file'
  if (tokenPath.test(pathname)) return 'token'
  if (tenantPath.test(pathname)) return 'tenant'
  if (domainPath.test(pathname)) return method === 'GET' ? 'domain' : 'unknown'
  const effective = method === 'POST' ? (headers['x-http-method-override'] ?? method).toUpperCase() : method
  const [, , , monitored] = monitoringPath.exec(pathname) ?? []
  if (!monitored && !appEngagementPath.test(pathname)) return 'unknown'
  if (effective === 'POST' && monitored !== 'report') return 'engagement'
  return effective === 'PUT' && monitored !== 'engagement' ? 'update' : 'unknown'
}
