import { getConversationStore } from '../../../src/conversation/createConversationStore.js'
import { liveMessaging } from '../../../src/conversation/index.js'
import { createSimulator, type SimulatorMessagingOptions } from '../../../src/testing/index.js'
import { createBrowser, type Faults, type Tab } from '../browser/index.js'
import { available } from '../engagements.js'
import { createTabSockets } from './createTabSockets.js'
import { type MessagingFault, plantMessagingFault } from './plantMessagingFault.js'

export type WorldOptions = {
  browser?: Faults
  fault?: MessagingFault
  variants?: SimulatorMessagingOptions['variants']
}

/** A text that a page was given, with its fate on that page. */
export type SentText = {
  tab: Tab
  text: string
  /** `unknown`: the page let go of the text before the fate was known. */
  fate: 'pending' | 'sent' | 'failed' | 'unknown'
}

/** The time for a response, in milliseconds. */
const latency = 20

export type World = ReturnType<typeof createWorld>

/** A browser with conversations, their service, and a record of the texts. Random steps act on it. */
export function createWorld({ browser: browserFaults = {}, fault, variants }: WorldOptions) {
  const simulator = createSimulator({ accountId: '12345678', latency, messaging: { variants } })
  const browser = createBrowser(simulator.fetch, browserFaults)
  const sockets = createTabSockets(simulator.WebSocket)
  /** The tabs that are open. */
  const tabs: Tab[] = []
  const texts: SentText[] = []
  let clicks = 0
  /** The time of the latest end of all tokens, in milliseconds since the epoch. */
  let renewedAt = 0

  const storeOf = (tab: Tab) => getConversationStore(tab.client)
  /** Runs an action as code of one of the tabs. Its rejection is the page's own matter. */
  const inTab = (index: number, action: (store: ReturnType<typeof storeOf>, tab: Tab) => unknown) => {
    const tab = tabs[index % Math.max(tabs.length, 1)]
    if (tab) tab.run(() => void Promise.resolve(action(storeOf(tab), tab)).catch(() => {}))
  }
  const hasConversation = () => simulator.conversations.some(({ state }) => state === 'OPEN')

  const world = {
    simulator,
    browser,
    tabs,
    texts,
    storeOf,
    countClicks: () => clicks,
    open() {
      const live = liveMessaging({ WebSocket: sockets.WebSocket })
      const tab = browser.open({ messaging: fault ? plantMessagingFault(live, fault) : live })
      tabs.push(tab)
      inTab(tabs.length - 1, (store) => store.resume())
    },
    click(index: number) {
      if (tabs.length === 0) return
      clicks++
      inTab(index, (store) => store.open({ engagement: available }))
    },
    clickEverywhere() {
      for (const index of tabs.keys()) world.click(index)
    },
    say(index: number, toText: (tab: Tab) => string) {
      inTab(index, async (store, tab) => {
        if (['idle', 'closed', 'error'].includes(store.getState().status)) return
        const sent: SentText = { tab, text: toText(tab), fate: 'pending' }
        texts.push(sent)
        sent.fate = await store.send(sent.text).then(
          () => 'sent' as const,
          ({ name }) => (name === 'AbortError' ? 'unknown' : 'failed'),
        )
      })
    },
    read: (index: number) => inTab(index, (store) => store.markRead()),
    close: (index: number) => inTab(index, (store) => store.close()),
    logOut: (index: number) => inTab(index, (_store, { client }) => client.reset()),
    async reload(index: number) {
      await world.leave(index)
      world.open()
    },
    async leave(index: number) {
      const [tab] = tabs.splice(index % Math.max(tabs.length, 1), 1)
      await tab?.leave()
      if (!tab) return
      sockets.end(tab)
      for (const sent of texts) if (sent.tab === tab && sent.fate === 'pending') sent.fate = 'unknown'
    },
    setOnline(isOnline: boolean) {
      sockets.setOnline(isOnline)
      browser.setOnline(isOnline)
    },
    /** Lets the agent of the open conversation act. */
    act(step: (agent: typeof simulator.agent) => void) {
      if (hasConversation()) step(simulator.agent)
    },
    /** A client gives up if the service refuses a token that it has just issued. */
    expireTokens() {
      if (Date.now() < renewedAt + 30_000) return
      renewedAt = Date.now()
      simulator.expireTokens()
    },
    /** The agent ends a conversation that a page has. A page that lost the response to its request would request another one. */
    endByAgent() {
      const known = tabs.map(({ client }) => client.core.acceptances.getState().conversation?.id)
      const open = simulator.conversations.find(({ id, state }) => state === 'OPEN' && known.includes(id))
      if (open) simulator.agent.close({ conversationId: open.id })
    },
  }
  return world
}
