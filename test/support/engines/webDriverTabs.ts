import { setTimeout as sleep } from 'node:timers/promises'
import { By, Key as Keys, type WebDriver } from 'selenium-webdriver'
import type { Key, Tab } from './engine.js'

const keys: Record<Key, string> = {
  Tab: Keys.TAB,
  Enter: Keys.ENTER,
  Space: Keys.SPACE,
  Escape: Keys.ESCAPE,
  ArrowDown: Keys.ARROW_DOWN,
  ArrowUp: Keys.ARROW_UP,
}

const modifiers = { Alt: Keys.ALT, Shift: Keys.SHIFT }

type Outcome = { value?: unknown; error?: string }

/** The longest time of a command, in milliseconds. A script may take 30 s. WebKit never answers some commands. */
const commandLimit = 45_000

/**
 * Returns a function that opens a tab. A WebDriver session has one current window, so each command first switches to the window of its tab. The first
 * window stays open, because the browser ends with its last window.
 */
export async function createWebDriverTabs(driver: WebDriver): Promise<(address: string) => Promise<Tab>> {
  const firstWindow = await driver.getWindowHandle()
  let queue: Promise<unknown> = Promise.resolve()

  /** Runs the commands when all earlier ones have ended. */
  function inTurn<Result>(commands: () => Promise<Result>): Promise<Result> {
    const result = queue.then(() => Promise.race([commands(), rejectLate()]))
    queue = result.catch(() => {})
    return result
  }

  function toTab(handle: string): Tab {
    const run = <Result>(commands: () => Promise<Result>) =>
      inTurn(async () => {
        await driver.switchTo().window(handle)
        return commands()
      })
    const sendKeys = (text: string) => run(() => driver.actions().sendKeys(text).perform())
    return {
      goto: (address) => run(() => driver.get(address)),
      // WebKit never answers a script whose page enters the bfcache meanwhile.
      back: () => run(() => driver.navigate().back()),
      async evaluate(task, argument) {
        const { value, error } = await run(() => driver.executeAsyncScript<Outcome>(toScript(task), argument))
        if (error) throw new Error(error)
        return value as never
      },
      openPopup: (address) =>
        run(async () => {
          const before = await driver.getAllWindowHandles()
          await driver.executeScript(`window.open(${JSON.stringify(address)})`)
          const opened = (await driver.getAllWindowHandles()).find((other) => !before.includes(other))
          if (!opened) throw new Error(`The driver has no tab for the popup ${address}.`)
          return toTab(opened)
        }),
      click: (selector) => run(() => driver.findElement(By.css(selector)).click()),
      press: (key, modifier) =>
        run(async () => {
          const actions = driver.actions()
          if (modifier) actions.keyDown(modifiers[modifier])
          actions.sendKeys(keys[key])
          if (modifier) actions.keyUp(modifiers[modifier])
          await actions.perform()
        }),
      type: sendKeys,
      resize: (width, height) =>
        run(async () => {
          const [outer, inner] = await Promise.all([
            driver.manage().window().getRect(),
            driver.executeScript<number[]>('return [innerWidth, innerHeight]'),
          ])
          const [innerWidth = 0, innerHeight = 0] = inner
          await driver
            .manage()
            .window()
            .setRect({ ...outer, width: outer.width - innerWidth + width, height: outer.height - innerHeight + height })
        }),
      show: () => run(async () => {}),
      screenshot: async () => Buffer.from(await run(() => driver.takeScreenshot()), 'base64'),
      close: () => run(() => driver.close()),
    }
  }

  return async (address) => {
    const handle = await inTurn(async () => {
      await driver.switchTo().window(firstWindow)
      await driver.switchTo().newWindow('window')
      return driver.getWindowHandle()
    })
    const tab = toTab(handle)
    await tab.goto(address)
    return tab
  }
}

async function rejectLate(): Promise<never> {
  await sleep(commandLimit, undefined, { ref: false })
  throw new Error(`The driver did not answer in ${commandLimit} ms.`)
}

/** WebDriver runs the text as the body of a function whose last argument takes the outcome. */
function toScript(task: unknown): string {
  return `const [argument, settle] = arguments.length > 1 ? arguments : [undefined, arguments[0]]
    new Promise((resolve) => resolve((${task})(argument))).then((value) => settle({ value }), (error) => settle({ error: String(error) }))`
}
