import { withoutUndefined } from '../model/withoutUndefined.js'
import { appEngagementPath, createAppEngagementSession, updateAppEngagementSession } from './appEngagementServer.js'
import { createChatSessions } from './chatSessions.js'
import { createMessaging } from './createMessaging.js'
import { answerDomain } from './domainServer.js'
import { ErrorResponse, RestErrorResponse, refuse, toErrorEntity, toRestError } from './errorResponses.js'
import { answerFault, createFaults } from './faults.js'
import { answerFile } from './messagingFiles.js'
import { answerAuthenticate, answerAuthorize, answerConnectors } from './messagingHttpServer.js'
import { answerMonitoringEngagement, answerMonitoringReport, monitoringPath } from './monitoringServer.js'
import { readRequest } from './readRequest.js'
import type { Answer, RecordedRequest, ServerState, SimulatedRequest, Simulator, SimulatorCall, SimulatorOptions } from './simulator.js'
import { answerTenant, answerToken } from './superOfficeLoginServer.js'
import { answerChatSession } from './superOfficeServer.js'
import { toCall } from './toCall.js'
import { InvalidField } from './validate.js'
import { createVisits } from './visits.js'

/** Creates a service that offers every visitor a chat, until `offer()` changes the answer. */
export function createSimulator({
  accountId,
  appInstallationId,
  seed = 1,
  latency: initialLatency = 0,
  messaging: messagingOptions = {},
}: SimulatorOptions = {}): Simulator {
  const visits = createVisits(seed)
  const state: ServerState = {
    visits,
    offer: {
      status: 'available',
      campaignId: '2100000001',
      engagementId: '2100000002',
      windowId: '2100000003',
      language: 'en-US',
      engagementRevision: 7,
      validForSeconds: 900,
      skillId: 5,
      skillName: 'Sales',
    },
    impressions: [],
    attributes: [],
    chatSessions: createChatSessions(),
    credentials: new Map(),
  }
  const requests: RecordedRequest[] = []
  const listeners = new Set<() => void>()
  const faults = createFaults()
  let loading: Parameters<Simulator['loadAccount']>[0] = { answers: 0 }
  let delay = initialLatency
  let isHanging = false
  const messaging = createMessaging(messagingOptions, {
    accountId,
    seed,
    getConnector: () => state.offer.connectorId,
    getLatency: () => delay,
    isHanging: () => isHanging,
    takeFault: (call) => faults.take({ call: call as SimulatorCall, method: '' }),
    onFrame: () => notify(),
  })

  async function simulatedFetch(...parameters: Parameters<typeof fetch>): Promise<Response> {
    const { signal, ...request } = await readRequest(...parameters)
    if (signal?.aborted) throw signal.reason
    const call = toCall(request)
    const recorded: RecordedRequest = { call, ...request, url: request.url.href, status: undefined, time: Date.now() }
    requests.push(recorded)
    notify()
    const hangs = isHanging
    await wait(hangs ? Number.POSITIVE_INFINITY : delay, signal)
    const fault = faults.take(recorded)
    if (fault?.applied) answerTo(request, call)
    const answer = fault ? answerFault(fault) : answerTo(request, call)
    recorded.status = answer.status
    notify()
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
    return new Response(answer.status === 204 ? null : text, {
      status: answer.status,
      headers: { 'content-type': 'application/json', ...answer.headers },
    })
  }

  function answerTo(request: SimulatedRequest, call: RecordedRequest['call']): Answer {
    try {
      if (call === 'domain') return answerDomain(request, accountId, messaging.state.variants.domainBody)
      if (call === 'authorize') return answerAuthorize(messaging.state, request)
      if (call === 'authenticate') return answerAuthenticate(messaging.state, request)
      if (call === 'connectors') return answerConnectors(messaging.state, request)
      if (call === 'file') return answerFile(messaging.state, request)
      if (call === 'tenant') return answerTenant(request)
      if (call === 'token') return answerToken(state, request)
      if (call === 'chatSession') return answerChatSession(state, request)
      const { pathname, searchParams } = request.url
      const app = appEngagementPath.exec(pathname)
      const monitored = monitoringPath.exec(pathname)
      const [, account = '', segment = ''] = app ?? monitored ?? refuse(404, 0, 'No such resource')
      if (accountId && account !== accountId) refuse(404, 6, 'Invalid account id')
      if (call === 'unknown') refuse(405, 0, 'Method not allowed')
      if (monitored) {
        if (appInstallationId && decodeURIComponent(segment) !== appInstallationId) refuse(404, 18, 'Invalid app installation id')
        if (loading.answers > 0) return answerLoading(account, searchParams.get('vid') ?? '', searchParams.get('v') === '1.1')
        return call === 'engagement' ? answerMonitoringEngagement(state, request) : answerMonitoringReport(state, request)
      }
      const visitorId = decodeURIComponent(segment)
      if (loading.answers > 0) return answerLoading(account, visitorId, false)
      return call === 'engagement'
        ? createAppEngagementSession(state, request, visitorId)
        : updateAppEngagementSession(state, request, visitorId)
    } catch (error) {
      if (error instanceof ErrorResponse) return { status: error.status, body: toErrorEntity(error.internalCode, error.message) }
      if (error instanceof RestErrorResponse) return { status: error.status, body: toRestError(error) }
      if (error instanceof InvalidField) return { status: 400, body: toErrorEntity(5, error.message) }
      throw error
    }
  }

  function answerLoading(account: string, visitorId: string, isAccepted: boolean): Answer {
    loading.answers--
    const vid = loading.visitorId ?? (visitorId || visits.addVisitor().visitorId)
    const message = `Loading account: ${account}, vid: ${vid}`
    return isAccepted ? { status: 202, body: toErrorEntity(38, message) } : { status: 500, body: toErrorEntity(20, message) }
  }

  const notify = () => {
    for (const listener of listeners) listener()
  }

  return {
    ...messaging.messaging,
    fetch: simulatedFetch,
    requests,
    impressions: state.impressions,
    attributes: state.attributes,
    visitors: visits.visitors,
    sessions: visits.sessions,
    chatSessions: state.chatSessions.all,
    openChatSession: (members = {}) => structuredClone(state.chatSessions.add(members)),
    changeChatSession(id, members) {
      const session = state.chatSessions.find(id)
      if (!session) throw new Error(`There is no chat session ${id}. Call openChatSession() first.`)
      Object.assign(session, withoutUndefined(members))
      notify()
    },
    expireCredentials() {
      for (const credential of state.credentials.keys()) state.credentials.set(credential, 0)
    },
    offer({
      campaignId = state.offer.campaignId,
      engagementId = state.offer.engagementId,
      engagementRevision = state.offer.engagementRevision,
      ...offer
    }) {
      state.offer = { ...state.offer, ...offer, campaignId, engagementId, engagementRevision }
    },
    loadAccount(options) {
      loading = { ...options }
    },
    closeSession: visits.closeSessions,
    fail: faults.add,
    latency(milliseconds) {
      delay = milliseconds
    },
    hang() {
      isHanging = true
    },
    recover() {
      faults.clear()
      messaging.recover()
      isHanging = false
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Waits, or rejects with the signal's reason when the signal aborts. */
function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }
    const abort = () => reject(signal?.reason)
    signal?.addEventListener('abort', abort, { once: true })
    if (milliseconds === 0) finish()
    else if (Number.isFinite(milliseconds)) setTimeout(finish, milliseconds)
  })
}
