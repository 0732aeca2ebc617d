import type { ArgTypesEnhancer } from 'storybook/internal/types'

/** The pages of the components. Other pages would make each story slower to load. */
const pages = import.meta.glob<string>(
  '../docs/reference/react-engagement/**/{EngagementButton,ChatWindow,ChatSessionStatus,EngagementProvider,EngagementDevtools}.md',
  { query: '?raw', import: 'default', eager: true },
)

/** Gives the props of a component their type, default and meaning, as the reference has them. */
export const addReference: ArgTypesEnhancer = ({ component, title, argTypes }) => {
  const [, page] = Object.entries(pages).find(([path]) => path.endsWith(`/${toName(component) ?? title}.md`)) ?? []
  if (!page) return argTypes
  const rows = [...page.matchAll(/^\| `(\w+)(\??)` \| (.*?) \| (.*?) \| (.*) \|$/gm)]
  const entries = rows.map(([, name = '', optional, type = '', fallback = '', description = '']) => {
    const summary = toText(type)
    return [
      name,
      {
        ...argTypes[name],
        name,
        description: description.replace(/\]\([^)]*\)/g, ']').replace(/[[\]]/g, ''),
        type: { ...(argTypes[name]?.type as object), required: !optional },
        table: { ...argTypes[name]?.table, type: { summary }, defaultValue: fallback ? { summary: toText(fallback) } : undefined },
        ...toControl(summary),
      },
    ] as const
  })
  return { ...argTypes, ...Object.fromEntries(entries) } as typeof argTypes
}

/** A reader can type a text, and choose a value. Other values are code. */
function toControl(type: string) {
  if (type === 'boolean') return { control: { type: 'boolean' } }
  if (type === 'string') return { control: { type: 'text' } }
  if (!/^("[^"]+"( \| )?)+$/.test(type)) return { control: false }
  return { control: { type: 'radio' }, options: [...type.matchAll(/"([^"]+)"/g)].map(([, value]) => value) }
}

const toName = (component: unknown) => (component as { displayName?: string } | undefined)?.displayName

/** Removes the notation of Markdown from a cell. */
const toText = (cell: string) =>
  cell
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/`/g, '')
    .replace(/\\(.)/g, '$1')
