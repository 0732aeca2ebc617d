import { screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { MessageContent, StructuredNode } from '../../src/model/conversation.js'
import { change, getField, getLog, renderWindow } from '../support/chatWindow.js'
import { available } from '../support/engagements.js'
import { inBothModes } from '../support/modes.js'

/** Renders a window in which the agent has said something. */
async function renderSaid(content: MessageContent, more: object = {}) {
  const view = renderWindow()
  await view.start({ ...available, language: 'de_DE' })
  await change(() => view.mail.say('', { content, ...more }))
  return view
}
const renderText = (text: string) => renderSaid({ type: 'text', text })
const renderNode = (root: StructuredNode) => renderSaid({ type: 'structured', root })

const button = (title: string, action: object) => ({ type: 'button', title, click: { actions: [action], metadata: [{ id: '1' }] } })

describe('ChatWindow: content', () => {
  inBothModes(() => {
    test('default: the agent’s text is a text in its own direction and language, never HTML', async () => {
      await renderText('<b>Hallo</b> <img src=x onerror=alert(1)>')
      const text = screen.getByText(/Hallo/)
      expect(text.tagName).toBe('BDI')
      expect(text.closest('[lang]')).toHaveAttribute('lang', 'de-DE')
      expect(getLog().querySelector('b, img')).toBeNull()
    })

    test.each([
      ['See https://shop.example/a?b=1.', 'https://shop.example/a?b=1', 'https://shop.example/a?b=1'],
      ['Mail mailto:help@shop.example', 'mailto:help@shop.example', 'mailto:help@shop.example'],
      ['Call tel:+4930123!', 'tel:+4930123', 'tel:+4930123'],
      ['https://bücher.example', 'https://xn--bcher-kva.example/', 'https://bücher.example (xn--bcher-kva.example)'],
    ])('behavior: the address in “%s” is a link that shows its host', async (text, href, name) => {
      await renderText(text)
      const link = screen.getByRole('link', { name })
      expect(link).toHaveAttribute('href', href)
      expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow')
      expect(link).toHaveAttribute('target', '_blank')
    })

    test.each(['http://shop.example', 'javascript:alert(1)', 'https://shop.example@evil.example/', 'data:text/html,1'])(
      'behavior: the address %s is no link',
      async (text) => {
        await renderText(text)
        expect(screen.queryByRole('link')).toBeNull()
        expect(screen.getByText(text)).toBeInTheDocument()
      },
    )

    test('behavior: a quick reply is sent once, and then the replies are gone', async () => {
      const { mail, user } = await renderSaid(
        { type: 'text', text: 'Which one?' },
        {
          quickReplies: [
            { title: 'Red', text: 'red' },
            { title: 'Blue', text: 'blue' },
          ],
        },
      )
      await user.click(screen.getByRole('button', { name: 'Red' }))
      await change(() => {})
      expect(mail.texts()).toEqual(['red'])
      expect(screen.queryByRole('button', { name: 'Blue' })).toBeNull()
      expect(getField()).toHaveFocus()
    })

    test('behavior: structured content shows its texts, buttons and links', async () => {
      const { mail, user } = await renderNode({
        type: 'vertical',
        elements: [
          { type: 'text', text: 'A chair' },
          { type: 'horizontal', elements: [button('Buy', { type: 'publishText', text: 'I buy it' })] },
          button('Shop', { type: 'link', uri: 'https://shop.example/chair' }),
          button('Trap', { type: 'link', uri: 'javascript:alert(1)' }),
          { type: 'linkPreview', url: 'https://shop.example/', title: 'The shop' },
          { type: 'map', la: 1, lo: 2 },
        ],
      })
      expect(screen.getByText('A chair')).toBeInTheDocument()
      expect(screen.getByRole('link', { name: 'Shop (shop.example)' })).toBeInTheDocument()
      expect(screen.getByRole('link', { name: 'The shop (shop.example)' })).toBeInTheDocument()
      expect(screen.getByText('Trap').closest('a, button')).toBeNull()
      expect(screen.getByText('This content cannot be shown here.')).toBeInTheDocument()
      await user.click(screen.getByRole('button', { name: 'Buy' }))
      await change(() => {})
      expect(mail.texts()).toEqual(['I buy it'])
      expect(screen.queryByRole('button', { name: 'Buy' })).toBeNull()
    })

    test('behavior: an image is loaded after a click alone', async () => {
      const { user } = await renderNode({ type: 'image', url: 'https://pictures.example/chair.png', caption: 'A chair' })
      expect(screen.queryByRole('img')).toBeNull()
      await user.click(screen.getByRole('button', { name: 'Show image (pictures.example)' }))
      const image = screen.getByRole('img', { name: 'A chair' })
      expect(image).toHaveAttribute('src', 'https://pictures.example/chair.png')
      expect(image).toHaveAttribute('referrerpolicy', 'no-referrer')
      expect(image.closest('figure')).toHaveFocus()
    })

    test('behavior: the address of a file is requested after a click alone', async () => {
      const { user } = await renderSaid({ type: 'file', caption: 'The invoice', fileType: 'PDF', path: '/a.pdf' })
      await user.click(screen.getByRole('button', { name: 'Get file (PDF)' }))
      const link = await screen.findByRole('link', { name: 'Open file The invoice (loft.example)' })
      expect(link).toHaveAttribute('href', 'https://loft.example/a.pdf')
      expect(link.closest('[tabindex]')).toHaveFocus()
    })

    test('behavior: a file that is an image appears in the window, and one without an address says so', async () => {
      const { user, mail } = await renderSaid({ type: 'file', caption: undefined, fileType: 'png', path: '/a.png' })
      await user.click(screen.getByRole('button', { name: 'Show image (png)' }))
      await change(() => {})
      expect(getLog().querySelector('img')).toHaveAttribute('src', 'https://loft.example/a.png')
      await change(() => mail.say('', { content: { type: 'file', caption: undefined, fileType: 'PDF', path: '' } }))
      await change(() => mail.dropSockets())
      await user.click(screen.getByRole('button', { name: 'Get file (PDF)' }))
      expect(await screen.findByText('The file cannot be loaded.')).toHaveAttribute('role', 'alert')
    })

    test('behavior: unknown content says that it cannot be shown', async () => {
      await renderSaid({ type: 'unsupported' })
      expect(screen.getByText('This content cannot be shown here.')).toBeInTheDocument()
    })
  })
})
