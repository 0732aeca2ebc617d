import { describe, expect } from 'vitest'
import { chatTest, eventually } from '../support/chatTest.js'

// The policy does not allow images, so Chromium prints a message for the page's icon.
const test = chatTest.extend('permitted', /React DevTools|the image 'data:,'/)

/** Text that would be code, a link or another text if the page believed it. */
const hostile = [
  '<img src=x onerror="alert(1)"><script>alert(2)</script>',
  '<style>*{display:none}</style><iframe src="javascript:alert(3)"></iframe>',
  'javascript:alert(4)//shop.example/',
  'data:text/html,<script>alert(5)</script>',
  '&lt;b&gt; &amp; {{constructor.constructor("alert(6)")()}} #{alert(7)}',
  'exe.\u202egnp.shop\u202d \u2066\u2067 \u0000\ufffe',
]

describe('a strict policy with Trusted Types', () => {
  test('behavior: the chat works under it, and the console is silent', async ({ server, simulator, page, chat, begin, received }) => {
    const socketOrigin = server.origin.replace('http', 'ws')
    const policy = [
      "default-src 'none'; script-src 'self'; style-src 'self'",
      `connect-src ${server.origin} ${socketOrigin}`,
      "require-trusted-types-for 'script'; trusted-types 'none'",
    ].join('; ')
    await begin({ policy })
    simulator.agent.type()
    await chat.status.getByText('The agent is typing.').waitFor()
    simulator.agent.say({ text: 'Which one?', quickReplies: ['The red one', 'The blue one'] })
    await chat.control('The blue one').click()
    await eventually(received).toEqual(['Where is my parcel?', 'The blue one'])
    // The file styles the window. No style is injected, and no attribute has one.
    expect(await chat.window.evaluate((element) => getComputedStyle(element).position)).toBe('fixed')
    expect(await page.locator('[style]:not([style=""])').evaluateAll((all) => all.map(({ tagName }) => tagName))).toEqual(['DIV'])
    expect(await page.locator('style').count()).toBe(0)
  })
})

describe('texts of the other side', () => {
  test('behavior: hostile texts stay texts, in an element of their own direction', async ({ simulator, page, chat, begin }) => {
    const dialogs: string[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    await begin()
    const countElements = () => chat.log.locator('img, script, style, iframe, a').count()
    for (const text of hostile) simulator.agent.say(text)
    await eventually(() => chat.log.locator('[data-author="agent"] [data-chat-text]').allTextContents()).toEqual(hostile)
    expect(await countElements()).toBe(0)
    const parts = await chat.log
      .locator('[data-chat-text]')
      .evaluateAll((all) => all.map((element) => [element.tagName, getComputedStyle(element).unicodeBidi]))
    expect(parts).toEqual(Array(hostile.length + 1).fill(['BDI', 'isolate']))
    // The time after the text is not reversed by the text.
    expect(dialogs).toEqual([])
  })

  test('behavior: structured content with hostile addresses has no link and no image', async ({ simulator, page, chat, begin }) => {
    const requested: string[] = []
    page.on('request', (request) => requested.push(request.url()))
    await begin()
    const link = (uri: string) => ({ type: 'button', title: `Open ${uri}`, click: { actions: [{ type: 'link', uri }] } })
    simulator.agent.say({
      type: 'vertical',
      elements: [
        { type: 'text', text: '<b>Bold</b>' },
        { type: 'image', url: 'https://tracker.example/pixel.png', caption: '<i>Pixel</i>' },
        { type: 'image', url: 'javascript:alert(1)' },
        link('javascript:alert(2)'),
        link('data:text/html,<script>alert(3)</script>'),
        link('vbscript:msgbox'),
        link('https://shop.example/\u202egnp'),
      ],
    })
    await chat.log.getByText('<b>Bold</b>').waitFor()
    expect(await chat.log.locator('b, i, img, script').count()).toBe(0)
    const links = await chat.log
      .getByRole('link')
      .evaluateAll((all) => all.map((element) => [(element as HTMLAnchorElement).protocol, element.getAttribute('rel')]))
    expect(links).toEqual([['https:', 'noopener noreferrer nofollow']])
    expect(requested.filter((url) => url.includes('tracker'))).toEqual([])
  })

  test('behavior: an address in a text is a link that shows its host', async ({ simulator, chat, begin }) => {
    await begin()
    simulator.agent.say('See https://shop.example/parcels?id=1, or write to mailto:help@shop.example.')
    const [page, mail] = [chat.log.getByRole('link').nth(0), chat.log.getByRole('link').nth(1)]
    await mail.waitFor()
    expect(await page.getAttribute('href')).toBe('https://shop.example/parcels?id=1')
    expect(await page.textContent()).toContain('shop.example')
    expect(await mail.getAttribute('href')).toBe('mailto:help@shop.example')
  })
})
