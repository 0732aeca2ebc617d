// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { toContent } from '../../src/messaging/toContent.js'
import { toQuickReplies } from '../../src/messaging/toQuickReplies.js'

const tree = { type: 'vertical', elements: [{ type: 'text', text: 'a', style: { bold: true } }] }
const structured = { type: 'structured', root: tree }
const unsupported = { type: 'unsupported' }
const file = { relativePath: '/a/b.png', caption: 'My cat', fileType: 'PNG', preview: 'data:image/png;base64,AA' }
const fileContent = { type: 'file', path: '/a/b.png', caption: 'My cat', fileType: 'PNG' }

function nest(depth: number): unknown {
  let node: unknown = { type: 'text', text: 'deep' }
  for (let level = 0; level < depth; level++) node = { type: 'vertical', elements: [node] }
  return node
}

describe('the content of an event', () => {
  test.each<[name: string, event: Record<string, unknown>, expected: unknown]>([
    ['a text', { contentType: 'text/plain', message: 'hi' }, { type: 'text', text: 'hi' }],
    ['a text with charset', { contentType: 'Text/Plain; charset=utf-8', message: 'hi' }, { type: 'text', text: 'hi' }],
    ['a text without a type', { message: '<b>hi</b>' }, { type: 'text', text: '<b>hi</b>' }],
    ['a text under content', { contentType: 'text/plain', content: 'hi' }, { type: 'text', text: 'hi' }],
    ['an empty text', { contentType: 'text/plain', message: '' }, { type: 'text', text: '' }],
    ['a text that is a number', { contentType: 'text/plain', message: 5 }, unsupported],
    ['a text that is an object', { contentType: 'text/plain', message: { text: 'a' } }, unsupported],
    ['no text', { contentType: 'text/plain' }, unsupported],
    ['html', { contentType: 'text/html', message: '<b>hi</b>' }, unsupported],
    ['a secure form', { contentType: 'forms/secure-invitation', message: { formId: '1', title: 'Card' } }, unsupported],
    ['the file of the tutorial', { contentType: 'hosted/file', message: file }, fileContent],
    ['the file of the schema', { contentType: 'HostedFile', message: file }, fileContent],
    [
      'a file without caption',
      { contentType: 'hosted/file', message: { relativePath: '/a', caption: '', fileType: 7 } },
      { type: 'file', path: '/a', caption: undefined, fileType: undefined },
    ],
    ['a file without path', { contentType: 'hosted/file', message: { caption: 'a' } }, unsupported],
    ['a file that is a text', { contentType: 'hosted/file', message: '/a' }, unsupported],
    ['rich content under message', { type: 'RichContentEvent', message: tree }, structured],
    ['rich content under content', { type: 'RichContentEvent', content: tree }, structured],
    ['rich content as a JSON text', { type: 'RichContentEvent', content: JSON.stringify(tree) }, structured],
    ['rich content as a JSON text under message', { type: 'RichContentEvent', message: JSON.stringify(tree) }, structured],
    ['rich content with a bare element', { type: 'RichContentEvent', content: { ...tree, elements: tree.elements[0] } }, structured],
    ['rich content that is no JSON', { type: 'RichContentEvent', content: '{' }, unsupported],
    ['rich content without a type', { type: 'RichContentEvent', content: { elements: [] } }, unsupported],
    ['rich content that is a list', { type: 'RichContentEvent', content: [tree] }, unsupported],
    ['no rich content', { type: 'RichContentEvent' }, unsupported],
  ])('default: %s', (_name, event, expected) => {
    expect(toContent({ type: 'ContentEvent', ...event })).toEqual(expected)
  })

  test('behavior: unknown nodes and members stay, and what is no node goes', () => {
    const root = { type: 'vertical', elements: [{ type: 'hologram', size: 3 }, null, 'text', { title: 'no type' }, { type: 7 }] }
    expect(toContent({ type: 'RichContentEvent', content: root })).toEqual({
      type: 'structured',
      root: { type: 'vertical', elements: [{ type: 'hologram', size: 3 }] },
    })
  })

  test('behavior: the lists of a click that came bare are lists', () => {
    const click = { actions: { type: 'publishText', text: 'a' }, metadata: { type: 'BotResponse' } }
    expect(toContent({ type: 'RichContentEvent', content: { type: 'button', title: 'A', click } })).toMatchObject({
      root: { click: { actions: [click.actions], metadata: [click.metadata] } },
    })
  })

  test('behavior: a tree of any depth is read', () => {
    expect(JSON.stringify(toContent({ type: 'RichContentEvent', content: nest(20) }))).toContain('deep')
    expect(JSON.stringify(toContent({ type: 'RichContentEvent', content: nest(100_000) }))).not.toContain('deep')
  })
})

describe('the quick replies of an event', () => {
  const say = { type: 'publishText', text: 'yes' }
  const metadata = [{ type: 'Answer', id: '1' }]
  const button = (click?: unknown) => ({ type: 'button', title: 'Yes', click })
  const reply = { title: 'Yes', text: 'yes' }

  test.each<[name: string, quickReplies: unknown, expected: unknown[]]>([
    ['a list', { replies: [button({ actions: [say] })] }, [reply]],
    ['a bare reply', { replies: button({ actions: [say] }) }, [reply]],
    ['a bare action', { replies: [button({ actions: say })] }, [reply]],
    ['replies without their container', [button({ actions: [say] })], [reply]],
    ['metadata', { replies: [button({ actions: [say], metadata })] }, [{ ...reply, metadata }]],
    ['bare metadata', { replies: [button({ actions: [say], metadata: metadata[0] })] }, [{ ...reply, metadata }]],
    ['no click', { replies: [button()] }, [{ title: 'Yes', text: 'Yes' }]],
    [
      'a link',
      { replies: [button({ actions: [{ type: 'link', uri: 'https://a.example' }] })] },
      [{ title: 'Yes', text: 'Yes', url: 'https://a.example' }],
    ],
    [
      'a link to a mail',
      { replies: [button({ actions: [{ type: 'link', uri: 'mailto:a@b.example' }] })] },
      [{ title: 'Yes', text: 'Yes', url: 'mailto:a@b.example' }],
    ],
    ['a link to a script', { replies: [button({ actions: [{ type: 'link', uri: 'javascript:alert(1)' }] })] }, []],
    ['a link with a space', { replies: [button({ actions: [{ type: 'link', uri: ' https://a.example' }] })] }, []],
    ['a link without encryption', { replies: [button({ actions: [{ type: 'link', uri: 'http://a.example' }] })] }, []],
    ['a text beside a link', { replies: [button({ actions: [say, { type: 'link', uri: 'https://a.example' }] })] }, [reply]],
    ['a place', { replies: [button({ actions: [{ type: 'navigate', la: 1, lo: 2 }] })] }, []],
    ['no title', { replies: [{ type: 'button', click: { actions: [say] } }] }, []],
    ['other types', { replies: [null, 1, 'a', [], { title: 7 }] }, []],
    ['a text', 'replies', []],
    ['null', null, []],
    ['nothing', undefined, []],
  ])('default: %s', (_name, quickReplies, expected) => {
    expect(toQuickReplies(quickReplies)).toEqual(expected)
  })
})
