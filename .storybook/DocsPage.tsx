import { Canvas, Controls, Description, DocsContext, Markdown, Stories, Title, useOf } from '@storybook/addon-docs/blocks'
import { type ReactElement, useContext } from 'react'
import { findPage, toParts } from './reference.js'

/** A docs page: the purpose, the first story with its code, the reference, and the other stories. */
export default function DocsPage(): ReactElement {
  const { preparedMeta } = useOf('meta', ['meta'])
  const [primary] = useContext(DocsContext).componentStories()
  const page = findPage(preparedMeta.title)
  const { head, options, rest } = page ? toParts(page) : {}
  const isHook = preparedMeta.title.startsWith('use')
  return (
    <>
      <Title />
      {head ? <Markdown>{head}</Markdown> : <Description of="meta" />}
      {primary && <Canvas of={primary.moduleExport} sourceState="shown" />}
      {page && (isHook ? <Markdown>{options ?? ''}</Markdown> : <Controls />)}
      {rest && <Markdown>{rest}</Markdown>}
      <Stories includePrimary={false} />
    </>
  )
}
