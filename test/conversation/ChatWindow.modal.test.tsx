import { screen } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { change, getWindow, renderWindow } from '../support/chatWindow.js'
import { inBothModes } from '../support/modes.js'

/** A viewport that a test makes small or large. */
function stubViewport() {
  const list = Object.assign(new EventTarget(), { matches: true })
  vi.stubGlobal('matchMedia', () => list)
  const visual = Object.assign(new EventTarget(), { height: 400, offsetTop: 20, scale: 1 })
  vi.stubGlobal('visualViewport', visual)
  return {
    setSmall(isSmall: boolean) {
      list.matches = isSmall
      list.dispatchEvent(new Event('change'))
    },
    visual,
  }
}

const isInert = (element: Element) => element.hasAttribute('inert')

describe('ChatWindow: a small viewport', () => {
  let viewport: ReturnType<typeof stubViewport>
  beforeEach(() => {
    viewport = stubViewport()
  })

  inBothModes(() => {
    test('behavior: the window is modal, and everything outside is inert until the window is hidden', async () => {
      const { start, user, launcher } = renderWindow()
      const other = document.body.appendChild(document.createElement('aside'))
      const inertBefore = document.body.appendChild(document.createElement('aside'))
      inertBefore.setAttribute('inert', '')
      await start()
      expect(getWindow()).toHaveAttribute('aria-modal', 'true')
      expect([launcher, screen.getByText('Page'), other, inertBefore].map(isInert)).toEqual([true, true, true, true])
      expect(getWindow().closest('[inert]')).toBeNull()
      await user.keyboard('{Escape}')
      expect([launcher, screen.getByText('Page'), other, inertBefore].map(isInert)).toEqual([false, false, false, true])
      expect(launcher).toHaveFocus()
      for (const element of [other, inertBefore]) element.remove()
    })

    test('behavior: a viewport that grows ends the modal state', async () => {
      const { start, launcher } = renderWindow()
      await start()
      await change(() => viewport.setSmall(false))
      expect(getWindow()).not.toHaveAttribute('aria-modal')
      expect(getWindow()).not.toHaveAttribute('data-modal')
      expect(isInert(launcher)).toBe(false)
    })

    test('behavior: the window follows the part of the viewport above the keyboard, unless the visitor zooms', async () => {
      const { start } = renderWindow()
      await start()
      const read = () => ['size', 'start'].map((name) => getWindow().style.getPropertyValue(`--engagement-visible-${name}`))
      expect(read()).toEqual(['400px', '20px'])
      Object.assign(viewport.visual, { height: 300, offsetTop: 0 })
      await change(() => viewport.visual.dispatchEvent(new Event('resize')))
      expect(read()).toEqual(['300px', '0px'])
      Object.assign(viewport.visual, { height: 100, scale: 3 })
      await change(() => viewport.visual.dispatchEvent(new Event('scroll')))
      expect(read()).toEqual(['300px', '0px'])
      await change(() => viewport.setSmall(false))
      expect(read()).toEqual(['', ''])
    })

    test('parameters: an inline window is not modal', async () => {
      const { start, launcher } = renderWindow({ placement: 'inline' })
      await start()
      expect(isInert(launcher)).toBe(false)
    })
  })
})
