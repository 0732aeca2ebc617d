import { withoutUndefined } from '../model/withoutUndefined.js'
import { createAgent } from './createAgent.js'
import { createWebSocketClass } from './createWebSocketClass.js'
import type { SimulatedMessaging, SimulatorMessagingOptions } from './messaging.js'
import { choices } from './messagingChoices.js'
import { toClock } from './messagingClock.js'
import { createConversations } from './messagingConversations.js'
import { createSocketServer, type SocketServerOptions } from './messagingSockets.js'
import type { MessagingState } from './messagingState.js'
import { createSurveys } from './messagingSurveys.js'
import { createMessagingTokens } from './messagingTokens.js'
import { defaultVariants } from './messagingVariants.js'
import { createRandom } from './random.js'
import { startBot } from './startBot.js'

type Context = {
  accountId: string | undefined
  seed: number
  /** Returns the connector of the current offer. */
  getConnector: () => string | undefined
} & Pick<SocketServerOptions, 'getLatency' | 'isHanging' | 'takeFault' | 'onFrame'>

/** Creates the messaging of a simulator, and the state of its HTTP calls. */
export function createMessaging(options: SimulatorMessagingOptions, { accountId, seed, getConnector, ...context }: Context) {
  const variants = { ...defaultVariants, ...withoutUndefined(options.variants ?? {}) }
  const clock = toClock(options.clock)
  // The ids differ from those of the visitors, so that a client cannot confuse them unnoticed.
  const random = createRandom(seed + 1)
  const tokens = createMessagingTokens(clock, random, variants)
  const { connectorId = choices.connectors.brand } = options
  const connectors = () => [choices.connectors.anonymous, connectorId, getConnector() ?? connectorId]
  const state: MessagingState = { variants, clock, random, tokens, connectors, accountId }
  const conversations = createConversations(state)
  const sockets = createSocketServer(state, conversations, {
    ...context,
    idleClose: options.idleClose ?? Number.POSITIVE_INFINITY,
    endMain: (conversation) => surveys.endMain(conversation, 'CONSUMER'),
    endAll: (conversation) => surveys.endAll(conversation, 'CONSUMER'),
  })
  const surveys = createSurveys(state, conversations, options.survey)
  const agent = createAgent(conversations, surveys, variants)
  startBot(options.bot, agent, conversations, clock)
  conversations.onStep(context.onFrame)

  const messaging: SimulatedMessaging = {
    ...sockets.controls,
    WebSocket: createWebSocketClass({ ...context, clock, accept: sockets.accept }),
    acceptSocket: sockets.accept,
    agent,
    conversations: conversations.records,
  }
  return { state, messaging, recover: sockets.recover }
}
