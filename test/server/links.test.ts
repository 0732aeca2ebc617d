import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const guides = readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))
const pages = ['README.md', 'AGENTS.md', 'CHANGELOG.md', 'llms.txt', '.github/CONTRIBUTING.md', ...guides]

/** The anchor that GitHub gives to a heading. */
const toAnchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '')
const readAnchors = (path: string) => [...withoutCode(read(path)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => toAnchor(heading))

/** The links of a page to other files of the repository, without those to the web. */
const readLinks = (page: string) =>
  [...withoutCode(read(page)).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => {
    const [path = '', anchor] = link.split('#')
    return { link, path: path ? posix.join(dirname(page), path) : page, anchor }
  })

describe.each(pages)('%s', (page) => {
  test('each link has its target', () => {
    const broken = readLinks(page).filter(
      ({ path, anchor }) => !existsSync(join(root, path)) || (anchor && !readAnchors(path).includes(anchor)),
    )
    expect(broken.map(({ link }) => link)).toEqual([])
  })
})

test('each link of the README, and of the list for tools, leads to a file of the package', () => {
  const isPacked = (path: string) => /^(docs\/.+\.(md|png|webp)|[A-Z]+\.md|LICENSE|llms\.txt)$/.test(path)
  const links = ['README.md', 'llms.txt'].flatMap(readLinks).filter(({ path }) => !isPacked(path))
  expect(links.map(({ link }) => link)).toEqual([])
})

test('the list for tools names each guide', () => {
  const listed = readLinks('llms.txt').map(({ path }) => path)
  expect(guides.filter((guide) => !listed.includes(guide))).toEqual([])
})
