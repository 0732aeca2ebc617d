import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium } from 'playwright'
import type { Message } from '../../src/index.js'
import type { RecordedFrame } from '../../src/testing/index.js'
import { findChromium } from '../support/chromium.js'
import { chromiumFlags } from '../support/chromiumFlags.js'
import { closeContext } from '../support/closeContext.js'
import { type MessagingServer, startMessagingServer } from '../support/messagingServer.js'
import type { RunningPage } from '../support/runningPage.js'
import { type Site, startSite } from '../support/site.js'
import { createChance, inLanes, until } from '../support/time.js'

/**
 * The moment at which a socket breaks while a text is being sent. `before` is before the service has the text, and `after` is before its answer. `cut` is
 * at a random time. `silent` is a network that is gone: nothing arrives any more. The page itself then closes the socket after 10 seconds.
 */
const moments = ['before', 'after', 'cut', 'before', 'after', 'cut', 'before', 'after', 'cut', 'silent'] as const

type Moment = (typeof moments)[number]

/** The texts of a page, and what both sides have of them. */
export type DropRun = {
  /** The moments of the drops, in their order. */
  moments: Moment[]
  /** How many sockets the page opened. */
  sockets: number
  /** The visitor's texts: in the test, on the agent's side, and on the page. The page has their statuses too. */
  sent: { happened: string[]; received: string[]; shown: string[]; statuses: string[] }
  /** The agent's texts: in the test, and on the page. */
  answered: { happened: string[]; shown: string[] }
}

/** The service's time for a frame, in milliseconds. */
const latency = 20
/** The time in which a round ends, also on a busy machine with a silent socket, in milliseconds. */
const patience = 40_000

/** Drops so many sockets while texts are being sent, in several pages at a time. Each page has a service and a storage of its own. */
export async function runDrops({ drops, seed, lanes = 8 }: { drops: number; seed: number; lanes?: number }): Promise<DropRun[]> {
  const site = await startSite(19, 'chat')
  const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags })
  const runLane = (_: unknown, lane: number) => () =>
    runPage(browser, site, { count: Math.floor((drops + lane) / lanes), first: lane, chance: createChance(seed * 1000 + lane) })
  try {
    return await inLanes(lanes, Array.from({ length: lanes }, runLane))
  } finally {
    await browser.close()
    await site.close()
  }
}

type PageOptions = { count: number; first: number; chance: () => number }

async function runPage(browser: Browser, site: Site, { count, first, chance }: PageOptions): Promise<DropRun> {
  const service = await startMessagingServer()
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.goto(toDropAddress(site, service))
    return await dropSockets(page, service, {
      drops: Array.from({ length: count }, (_, index) => moments[(first + index) % moments.length] as Moment),
      chance,
    })
  } finally {
    await closeContext(context)
    await service.close()
  }
}

/** The address of a page whose sockets are to break. */
export const toDropAddress = (site: Site, service: MessagingServer) =>
  `${site.origin}/?${new URLSearchParams({ service: service.origin, headless: '', schedule: '0.05,0.05,0.05' })}`

/** Opens a conversation on a page, and breaks a socket in each of the moments. */
export async function dropSockets(
  page: RunningPage,
  service: MessagingServer,
  { drops, chance }: { drops: Moment[]; chance: () => number },
): Promise<DropRun> {
  await page.evaluate(async () => {
    globalThis.conversation = await openChat()
  })
  service.simulator.latency(latency)
  const happened: string[][] = []
  for (const [index, moment] of drops.entries()) happened.push(await sendThrough(page, service, { moment, index, chance }))
  const messages = await page.evaluate(() => conversation.getState().messages as Message[])
  const own = messages.filter(({ author }) => author === 'visitor')
  const others = messages.filter(({ author }) => author !== 'visitor')
  return {
    moments: drops,
    sockets: Math.max(...service.simulator.frames.map(({ socket }) => socket)),
    sent: {
      happened: happened.flat(),
      received: service.simulator.conversations.flatMap(({ messages }) =>
        messages.filter(({ author }) => author === 'visitor').map(({ text }) => String(text)),
      ),
      shown: own.map(toText),
      statuses: own.map(({ status }) => status),
    },
    answered: { happened: drops.map((_, index) => toAnswer(index)), shown: others.map(toText) },
  }
}

const toText = ({ content }: Message) => (content.type === 'text' ? content.text : content.type)
const toAnswer = (index: number) => `Answer ${index}`

/** Sends three texts, and breaks the socket meanwhile. Two texts of a round are different in all rounds, and one is always the same. */
async function sendThrough(
  page: RunningPage,
  { simulator }: MessagingServer,
  { moment, index, chance }: { moment: Moment; index: number; chance: () => number },
): Promise<string[]> {
  const texts = [`Question ${index}`, 'Yes', `Remark ${index}`]
  const position = Math.floor(chance() * texts.length)
  const isText = ({ direction, frame }: RecordedFrame) => direction === 'sent' && JSON.stringify(frame).includes('"text/plain"')
  const before = simulator.frames.filter(isText).length
  const waitForTexts = (count: number) => until(() => simulator.frames.filter(isText).length >= before + count, patience)
  let isSent = false
  const sending = page.evaluate((all) => Promise.all(all.map((text) => conversation.send(text))).then(() => {}), texts)
  const settled = sending.then(() => {
    isSent = true
  })
  if (moment === 'cut' || moment === 'silent') {
    await waitForTexts(1)
    await sleep(chance() * latency * 2)
    if (moment === 'cut') simulator.dropSocket()
    else simulator.silenceSockets()
  } else {
    await waitForTexts(position)
    simulator.dropSocket({ when: moment, type: 'ms.PublishEvent' })
    await waitForTexts(position + 1)
  }
  const { sequence } = simulator.agent.say(toAnswer(index))
  if (!(await until(() => isSent, patience))) throw new Error(`The texts of round ${index} (${moment}) were not sent in ${patience} ms.`)
  await settled
  // A later receipt would be hit by the drop of the next round.
  await until(
    () => simulator.conversations.some(({ receipts }) => receipts.some(({ sequences }) => sequences.includes(sequence))),
    patience,
  )
  return texts
}
