import { describe, expect } from 'vitest'
import { contrast } from '../support/contrast.js'
import { box, paint, root, storyTest as test } from '../support/storyTest.js'

describe('the accessibility tree', () => {
  test.for([
    ['engagementbutton--loading', ['- text: "Write to us: we answer within a day."']],
    ['engagementbutton--account-loading', ['- button "Chat with us"']],
    ['engagementbutton--conversation', ['- button "Continue your chat"']],
    ['engagementbutton--unavailable', ['- text: "Write to us: we answer within a day."']],
    ['engagementbutton--out-of-hours', ['- button "We are back at 9" [disabled]']],
    ['engagementbutton--failed', ['- text: "Write to us: we answer within a day."']],
    ['engagementbutton--accepting', ['- button "Chat with us" [disabled]']],
    ['engagementbutton--offline', ['- button "Chat with us"']],
    ['engagementbutton--floating', ['- button "Chat with us"', '- button "Dismiss": ×']],
    ['engagementbutton--custom-element', ['- link "Chat"']],
    ['chatsessionstatus--in-queue', ['- status: You are in the queue. You were number 3 when you joined.']],
    [
      'recipes--card',
      [
        '- complementary "Need help choosing?":',
        '  - heading "Need help choosing?" [level=2]',
        '  - paragraph: Ask someone who knows the range. It takes a minute.',
        '  - button "Start a chat"',
        '  - button "No, thanks"',
      ],
    ],
  ] as const)('%s', async ([id, lines], { show }) => {
    const page = await show(id)
    const tree = await root(page).ariaSnapshot()
    // `[active]` is a state of the browser, not ours.
    expect(
      tree
        .replaceAll(' [active]', '')
        .replace(/\n? *- \/url.*/, '')
        .replace(/:$/, '')
        .split('\n'),
    ).toEqual(lines)
  })

  test('a busy button is busy in the accessibility tree', async ({ show }) => {
    const page = await show('engagementbutton--accepting')
    const session = await page.context().newCDPSession(page)
    const { nodes } = await session.send('Accessibility.getFullAXTree')
    const button = nodes.find(({ role }) => role?.value === 'button')
    expect(Object.fromEntries((button?.properties ?? []).map(({ name, value }) => [name, value.value]))).toMatchObject({
      busy: 1,
      disabled: true,
      focusable: true,
    })
  })
})

describe('by keyboard alone', () => {
  test.for(['Enter', 'Space'])('the keyboard reaches the offer, and %s accepts it', async (key, { showAlone }) => {
    const page = await showAlone('welcome--untouched')
    const button = page.getByRole('button', { name: 'Chat with us' })
    await button.waitFor()
    await page.keyboard.press('Tab')
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await page.getByRole('textbox').count()).toBe(0)
    await page.keyboard.press(key)
    await page.getByRole('textbox', { name: 'Your message' }).waitFor()
  })

  test('the keyboard reaches the floating button and dismisses it', async ({ showAlone }) => {
    const page = await showAlone('engagementbutton--floating')
    const [button, dismissal] = [page.getByRole('button', { name: 'Chat with us' }), page.getByRole('button', { name: 'Dismiss' })]
    await page.keyboard.press('Tab')
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Tab')
    expect(await dismissal.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await dismissal.waitFor({ state: 'detached' })
    expect(await page.getByRole('button').count()).toBe(0)
  })

  test.for([
    ['light', 'no-preference'],
    ['dark', 'no-preference'],
    ['light', 'more'],
    ['dark', 'more'],
  ] as const)('the focus ring contrasts 3:1, and the label 4.5:1: %s, contrast %s', async ([colorScheme, contrastWanted], { show }) => {
    for (const id of ['account-loading', 'conversation', 'out-of-hours', 'floating', 'offline', 'accepting']) {
      const page = await show(`engagementbutton--${id}`, { colorScheme, contrast: contrastWanted })
      const behind = await paint(page.locator('body'), 'backgroundColor')
      for (const button of await page.getByRole('button').all()) {
        await button.focus()
        await page.keyboard.press('Shift')
        const style = await button.evaluate((element) => {
          const { outlineStyle, outlineWidth, filter, backgroundColor } = getComputedStyle(element)
          return { outlineStyle, outlineWidth, filter, isClear: backgroundColor === 'rgba(0, 0, 0, 0)' }
        })
        expect(style).toMatchObject({ outlineStyle: 'solid', outlineWidth: '3px' })
        const background = style.isClear ? behind : await paint(button, 'backgroundColor')
        expect(contrast(await paint(button, 'outlineColor'), behind), id).toBeGreaterThanOrEqual(3)
        expect(contrast(await paint(button, 'color'), background), id).toBeGreaterThanOrEqual(4.5)
      }
    }
  })
})

describe('in every size', () => {
  test('every button measures at least 44 px', async ({ show }) => {
    for (const id of ['engagementbutton--account-loading', 'engagementbutton--floating', 'engagementbutton--retry']) {
      const page = await show(id)
      for (const button of await page.getByRole('button').all()) {
        const { width, height } = await box(button)
        expect(Math.min(width, height), id).toBeGreaterThanOrEqual(44)
      }
    }
  })

  test.for([
    ['320 px', { width: 320, height: 480 }, '100%'],
    ['text of 200 %', { width: 640, height: 480 }, '200%'],
    ['both', { width: 320, height: 480 }, '200%'],
  ] as const)('%s: the buttons are whole, apart and in view', async ([_name, viewport, fontSize], { showAlone }) => {
    for (const direction of ['ltr', 'rtl']) {
      for (const id of [
        'engagementbutton--conversation',
        'engagementbutton--floating',
        'engagementbutton--out-of-hours',
        'recipes--card',
      ]) {
        const page = await showAlone(id, { viewport, globals: { engagementDirection: direction } })
        await page.addStyleTag({ content: `html { font-size: ${fontSize} }` })
        const { width, overflow } = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement
          return { width: clientWidth, overflow: scrollWidth - clientWidth }
        })
        expect(overflow, id).toBe(0)
        const boxes = await Promise.all((await page.getByRole('button').all()).map(box))
        expect(boxes.length).toBeGreaterThan(0)
        for (const { left, right } of boxes) {
          expect(left).toBeGreaterThanOrEqual(0)
          expect(right).toBeLessThanOrEqual(width)
        }
        const [first, second] = boxes
        const isApart = !first || !second || first.right <= second.left || second.right <= first.left || first.bottom <= second.top
        expect(isApart, id).toBe(true)
        const isCut = await page.getByRole('button').evaluateAll((all) => all.some((button) => button.scrollWidth > button.clientWidth))
        expect(isCut, id).toBe(false)
      }
    }
  })

  test.for([
    ['end-end', 'ltr', 'right', 'bottom'],
    ['end-start', 'ltr', 'left', 'bottom'],
    ['start-end', 'rtl', 'left', 'top'],
    ['end-end', 'rtl', 'left', 'bottom'],
  ] as const)('a floating button in %s, %s, has its place at the %s, %s', async ([corner, direction, side, edge], { show }) => {
    const viewport = { width: 640, height: 400 }
    const page = await show('engagementbutton--floating', { viewport, args: { corner }, globals: { engagementDirection: direction } })
    const [button, dismissal] = [await box(page.getByRole('button').first()), await box(page.getByRole('button').last())]
    const distance = {
      left: dismissal.left,
      right: viewport.width - dismissal.right,
      top: dismissal.top,
      bottom: viewport.height - dismissal.bottom,
    }
    expect([distance[side], distance[edge]]).toEqual([16, 16])
    expect(side === 'left' ? button.left - dismissal.right : dismissal.left - button.right).toBe(8)
  })

  test('the floating button in a low viewport scrolls with the page', async ({ showAlone }) => {
    const page = await showAlone('engagementbutton--floating', { viewport: { width: 320, height: 256 } })
    await page.addStyleTag({ content: 'body::after { content: ""; block-size: 200vh }' })
    const button = page.getByRole('button').first()
    const before = await box(button)
    await page.evaluate(() => scrollTo(0, 200))
    await expect.poll(async () => before.top - (await box(button)).top).toBe(200)
  })

  test('the floating button never covers the focused element', async ({ showAlone }) => {
    const page = await showAlone('engagementbutton--floating', { viewport: { width: 320, height: 480 } })
    await page.evaluate(() => {
      const list = document.createElement('div')
      list.innerHTML = '<a href="#a" style="display: block; height: 44px; text-align: right">Link</a>'.repeat(30)
      document.body.prepend(list)
    })
    const { top } = await box(page.getByRole('button').first())
    for (let pressed = 0; pressed < 25; pressed++) {
      await page.keyboard.press('Tab')
      const focused = page.locator('a:focus')
      await expect.poll(async () => (await box(focused)).bottom).toBeLessThanOrEqual(top)
    }
  })
})

describe('in forced colours', () => {
  test('every button has a border, and a disabled button has a colour of its own', async ({ show }) => {
    for (const id of ['account-loading', 'conversation', 'out-of-hours', 'floating', 'accepting']) {
      const page = await show(`engagementbutton--${id}`, { forcedColors: 'active' })
      for (const button of await page.getByRole('button').all()) {
        const style = await button.evaluate((element) => {
          const probe = document.createElement('i')
          element.append(probe)
          const read = (color: string) => {
            probe.style.color = color
            return getComputedStyle(probe).color
          }
          const { borderStyle, borderColor, color } = getComputedStyle(element)
          const isGray = color === read('GrayText')
          const isSeen = borderColor !== read('ButtonFace') && borderColor !== read('Canvas')
          probe.remove()
          return { borderStyle, isSeen, isGray }
        })
        expect(style, id).toEqual({ borderStyle: 'solid', isSeen: true, isGray: id === 'out-of-hours' })
        expect(contrast(await paint(button, 'color'), await paint(button, 'backgroundColor')), id).toBeGreaterThanOrEqual(4.5)
      }
    }
  })
})
