import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { EngagementDevtools, type EngagementDevtoolsProps } from '../../src/devtools/index.js'
import { appEngagement, EngagementButton, type EngagementClient, EngagementProvider, useEngagement } from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { engagementRequests } from '../support/engagementRequests.js'
import { takeConsole } from '../support/failOnConsole.js'
import { inBothModes } from '../support/modes.js'

const site = (client: EngagementClient, children: ReactElement = <EngagementButton />, props: EngagementDevtoolsProps = {}) => (
  <EngagementProvider client={client}>
    {children}
    <EngagementDevtools initialIsOpen {...props} />
  </EngagementProvider>
)

const hosts = () => document.querySelectorAll('[data-engagement-devtools]')
const shadow = () => hosts()[0]?.shadowRoot as ShadowRoot
const devtools = () => within(shadow().querySelector('section') as HTMLElement)
const toggle = () => devtools().getByRole('button', { name: 'Engagement devtools' })
const panel = () => devtools().findByRole('region', { name: 'Engagement' })

describe('EngagementDevtools', () => {
  inBothModes(() => {
    test('default: a toggle at the end of the page opens and closes the panel', async () => {
      const { client, simulator } = createTestClient()
      const { container, unmount } = render(site(client, <i />, { initialIsOpen: false }))
      expect(container.innerHTML).toBe('<i></i>')
      expect(hosts()).toHaveLength(1)
      expect(document.body.lastElementChild).toBe(hosts()[0])
      expect(toggle()).toHaveAttribute('aria-expanded', 'false')
      await userEvent.click(toggle())
      expect(await panel()).toHaveTextContent('No button or hook on this page has a question.')
      expect(toggle()).toHaveAttribute('aria-expanded', 'true')
      expect(toggle()).toHaveAttribute('aria-controls', (await panel()).id)
      await userEvent.click(toggle())
      expect(devtools().queryByRole('region')).toBeNull()
      expect(simulator.requests).toEqual([])
      unmount()
      expect(hosts()).toHaveLength(0)
    })

    test('parameters: initialIsOpen opens the panel and does not move the focus', async () => {
      render(site(createTestClient().client, <input ref={(input) => input?.focus()} />))
      await panel()
      expect(screen.getByRole('textbox')).toHaveFocus()
    })

    test('parameters: client is the client that the panel shows', async () => {
      const { client } = createTestClient({ accountId: 'another' })
      render(<EngagementDevtools client={client} initialIsOpen />)
      expect(await panel()).toHaveTextContent('another · app-engagement')
    })

    test('behavior: Escape closes the panel and focuses the toggle, and the page does not receive the key', async () => {
      const onKeyDown = vi.fn()
      document.addEventListener('keydown', onKeyDown)
      render(
        // biome-ignore lint/a11y/noStaticElementInteractions: React's events bubble through the portal too.
        <div onKeyDown={onKeyDown}>{site(createTestClient().client)}</div>,
      )
      fireEvent.keyDown(await panel(), { key: 'Escape' })
      expect(devtools().queryByRole('region')).toBeNull()
      expect(shadow().activeElement).toBe(toggle())
      expect(onKeyDown).not.toHaveBeenCalled()
      // While the panel is closed, the page receives the key.
      fireEvent.keyDown(toggle(), { key: 'Escape' })
      expect(onKeyDown).toHaveBeenCalled()
      document.removeEventListener('keydown', onKeyDown)
    })

    test('behavior: a panel that throws does not affect the site', async () => {
      const { client } = createTestClient()
      vi.spyOn(client.core, 'hasConsent').mockImplementation(() => {
        throw new Error('planted')
      })
      render(site(client, <p>The site</p>))
      expect(await devtools().findByRole('alert')).toHaveTextContent('The panel could not be shown.')
      expect(screen.getByText('The site')).toBeVisible()
      await userEvent.click(toggle())
      expect(devtools().queryByRole('alert')).toBeNull()
      expect(takeConsole().length).toBeGreaterThan(0)
    })

    test('behavior: the panel shows an offer with its remaining time', async () => {
      const { client, simulator } = createTestClient()
      simulator.offer({ status: 'available', skillName: 'Delivery', validForSeconds: 3723 })
      render(site(client, <EngagementButton consumerSections={['Support']} />))
      await devtools().findByText('Available: the service offers a chat to this visitor.')
      const [card] = devtools().getAllByRole('listitem')
      expect(card).toHaveTextContent(/^Support Shown/)
      expect(card).toHaveTextContent(/SkillDelivery.*Time left1:02:0[0-3]$/)
    })

    test.each<[string, RegExp, (setup: ReturnType<typeof createTestClient>) => void]>([
      ['loading', /^Loading: the service has not answered yet/, ({ simulator }) => simulator.hang()],
      ['unavailable', /^Unavailable: /, ({ simulator }) => simulator.offer({ status: 'unavailable' })],
      ['error', /^Error: ServiceError 400 \(code 5\)/, ({ simulator }) => simulator.fail({ call: 'engagement', status: 400 })],
      ['unreadable', /^Error: ResponseError/, ({ simulator }) => simulator.fail({ call: 'engagement', malformed: true })],
      [
        'retrying',
        /^Loading: retry 1 of 3 in 0:0[45] \(last attempt: 503\)/,
        ({ simulator }) => simulator.fail({ call: 'engagement', status: 503 }),
      ],
      [
        'account loading',
        /^Loading: retry 1 of 3 in 0:0[45] \(last attempt: account loading\)/,
        ({ simulator }) => simulator.loadAccount({ answers: 2 }),
      ],
      [
        'no connection',
        /^Loading: retry 1 of 3 .* \(last attempt: network error\)/,
        ({ simulator }) => simulator.fail({ call: 'engagement', networkError: true }),
      ],
      [
        'offline',
        /^Offline: /,
        ({ simulator }) => {
          simulator.fail({ call: 'engagement', networkError: true })
          vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
        },
      ],
    ])('behavior: the panel says why there is no button: %s', async (_name, reason, prepare) => {
      const setup = createTestClient()
      prepare(setup)
      render(site(setup.client))
      expect(await devtools().findByText(reason)).toBeVisible()
      expect(devtools().getByRole('heading', { level: 4 })).toHaveTextContent('Question without parameters Hidden')
      expect(screen.queryByRole('button', { name: 'Chat with us' })).toBeNull()
    })

    test('behavior: the panel shows a wait for consent, a disabled hook, and a question without a component', async () => {
      const { client } = createTestClient({ consent: 'required' })
      const Off = () => <>{useEngagement({ query: { enabled: false }, consumerSections: ['Off'] }).status}</>
      const { rerender } = render(
        site(
          client,
          <>
            <EngagementButton />
            <Off />
          </>,
        ),
      )
      await devtools().findByText(/^Waiting for consent: /)
      expect(await devtools().findByText('Not requested: query.enabled is false.')).toBeVisible()
      expect(devtools().getByText('required, not granted yet')).toBeVisible()
      act(() => client.setConsent('granted'))
      await devtools().findByText(/^Available: /)
      act(() => client.setConsent('denied'))
      await devtools().findByText(/^Consent denied: /)
      rerender(site(client, <i />))
      await waitFor(() => expect(devtools().getAllByText(/^Not rendered: /)).toHaveLength(2))
    })

    test('behavior: the panel shows that the visitor dismissed the button', async () => {
      const { client } = createTestClient()
      render(site(client, <EngagementButton placement="floating" />))
      await userEvent.click(await screen.findByRole('button', { name: 'Dismiss' }))
      expect(await devtools().findByText(/^Dismissed: /)).toBeVisible()
    })

    test('behavior: the panel shortens ids and copies them whole', async () => {
      const user = userEvent.setup()
      const { client } = createTestClient()
      render(site(client))
      const copy = await devtools().findByRole('button', { name: 'Copy the visitor id' })
      const visitorId = client.session.getState().visitorId as string
      expect(shadow().innerHTML).not.toContain(visitorId)
      expect(copy.parentElement).toHaveTextContent(`${visitorId.slice(0, 4)}…${visitorId.slice(-4)}`)
      await user.click(copy)
      expect(await devtools().findByText('The visitor id is copied.')).toBeVisible()
      expect(await navigator.clipboard.readText()).toBe(visitorId)
    })
  })

  test('behavior: the panel counts down to the next retry and to the expiry of the offer', async () => {
    await import('../../src/devtools/Panel.js')
    vi.useFakeTimers({ now: 1_800_000_000_000 })
    const advance = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000))
    const { client, simulator } = createTestClient()
    simulator.fail({ call: 'engagement', status: 503, times: 2 })
    simulator.offer({ status: 'available', validForSeconds: 90 })
    render(site(client))
    await advance(1)
    expect(devtools().getByText('Engagement: retry 1 of 3 in 0:04 (last attempt: 503)')).toBeVisible()
    await advance(4)
    expect(devtools().getByText('Engagement: retry 2 of 3 in 0:10 (last attempt: 503)')).toBeVisible()
    await advance(10)
    expect(devtools().getByText('none')).toBeVisible()
    expect(devtools().getByText('1:30')).toBeVisible()
    await advance(31)
    expect(devtools().getByText('0:59')).toBeVisible()
    await advance(59)
    expect(devtools().getByText('expired')).toBeVisible()
    expect(devtools().getByText(/^Expired: /)).toBeVisible()
    expect(engagementRequests(simulator)).toHaveLength(3)
  })

  test('behavior: the panel shows the requests to the Domain API, and one retry after another', async () => {
    await import('../../src/devtools/Panel.js')
    vi.useFakeTimers({ now: 1_800_000_000_000 })
    const advance = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000))
    const { client, simulator } = createTestClient({ service: appEngagement() })
    simulator.latency(2000)
    simulator.fail({ call: 'domain', networkError: true })
    render(site(client))
    await advance(1)
    expect(devtools().getByText('Loading: the service has not answered yet.')).toBeVisible()
    await advance(2)
    expect(devtools().getByText('Engagement: retry 1 of 3 in 0:04 (last attempt: network error)')).toBeVisible()
    await advance(5)
    expect(devtools().getByText('Engagement: retry 1 of 3 is under way (last attempt: network error)')).toBeVisible()
    await advance(40)
    expect(devtools().getByText('none')).toBeVisible()
    expect(devtools().getByText(/^Error: NetworkError/)).toBeVisible()
    expect(devtools().getAllByRole('row', { name: /Domain GET network error/ })).toHaveLength(4)
    expect(takeConsole()).toEqual([[expect.stringContaining('api.liveperson.net')]])
  })
})
