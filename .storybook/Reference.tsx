import { Markdown } from '@storybook/addon-docs/blocks'
import { type ReactElement, useSyncExternalStore } from 'react'
import { type ReferencePage, reference, toHref } from './reference.js'

/** The manager has the address that a reader sees and shares. */
const { parent } = window

const subscribe = (listener: () => void) => {
  parent.addEventListener('hashchange', listener)
  return () => parent.removeEventListener('hashchange', listener)
}

const here = '?path=/docs/api-reference--docs'

/** The index of all public names, or the page of the name that stands in the address. */
export function Reference(): ReactElement {
  const hash = useSyncExternalStore(subscribe, () => parent.location.hash)
  const page = reference.find(({ name }) => `#${name}` === hash)
  return page ? <Page {...page} /> : <Index />
}

function Page({ name, text }: ReferencePage): ReactElement {
  return (
    <div key={name}>
      <Markdown options={{ overrides: { a: Link } }}>{`[All names](${here}#)\n\n## ${name}\n\n${text}`}</Markdown>
    </div>
  )
}

/** The router of Storybook announces no change of the part after `#`, so the address of the manager changes here. */
function Link({ href = '', children }: { href?: string; children?: ReactElement }): ReactElement {
  return (
    <a href={href} target="_parent">
      {children}
    </a>
  )
}

const kinds: Record<string, string> = {
  functions: 'Functions',
  variables: 'Components and values',
  classes: 'Errors',
  'type-aliases': 'Types',
}

/** The entries of the languages stand together. */
const toEntry = ({ entry }: ReferencePage) => entry.replace(/locales\/.*/, 'locales/*')

function Index(): ReactElement {
  const entries = [...new Set(reference.map(toEntry))].sort()
  return (
    <>
      {entries.map((entry) => (
        <section key={entry} className="names">
          <h2>{entry}</h2>
          {Object.entries(kinds).map(([kind, title]) => (
            <Names key={kind} title={title} pages={reference.filter((page) => toEntry(page) === entry && page.kind === kind)} />
          ))}
        </section>
      ))}
    </>
  )
}

function Names({ title, pages }: { title: string; pages: ReferencePage[] }): ReactElement | null {
  if (pages.length === 0) return null
  return (
    <details open={title !== 'Types'}>
      <summary>
        {title} ({pages.length})
      </summary>
      <ul>
        {pages.map(({ name }) => (
          <li key={name}>
            <Link href={toHref(name)}>
              <code>{name}</code>
            </Link>
          </li>
        ))}
      </ul>
    </details>
  )
}
