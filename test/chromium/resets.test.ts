import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import type { Styles } from '../support/buildStyles.js'
import { allStates } from '../support/buttonStates.js'
import { normalize, tailwind3, tailwind4, styleTest as test } from '../support/styleTest.js'

test.override('contextOptions', { reducedMotion: 'reduce' })

type Look = Record<string, Record<string, string>>

/** Reads the computed styles of every state. `names` are the properties. */
async function readLook(page: Page, names?: string[]): Promise<Look> {
  const read = () =>
    page.locator('[title]').evaluateAll((elements, names) => {
      const readStyle = (style: CSSStyleDeclaration) =>
        Object.fromEntries(
          (names ?? [...style].filter((name) => !name.startsWith('--'))).map((name) => [name, style.getPropertyValue(name)]),
        )
      const looks = elements.flatMap((element) => [
        [(element as HTMLElement).title, readStyle(getComputedStyle(element))],
        // Pseudo-elements are compared only by the properties that our stylesheet sets.
        ...(names ? ['::before', '::after'] : []).map((pseudo) => [
          (element as HTMLElement).title + pseudo,
          readStyle(getComputedStyle(element, pseudo)),
        ]),
      ])
      return Object.fromEntries(looks) as Look
    }, names)
  const look = await read()
  const add = async (state: string) => {
    for (const [name, style] of Object.entries(await read())) look[`${name}:${state}`] = style
  }
  await page.getByTitle('available', { exact: true }).focus()
  await page.keyboard.press('Shift')
  await add('focus-visible')
  await page.getByTitle('available', { exact: true }).hover()
  await add('hover')
  await page.mouse.down()
  await add('active')
  await page.mouse.up()
  return look
}

/** Reads the names of the properties that this stylesheet sets. */
const readNames = (page: Page, sheet: string): Promise<string[]> =>
  page.evaluate((text) => {
    const names = new Set<string>()
    const visit = (rule: CSSRule | CSSStyleSheet) => {
      for (const inner of (rule as CSSStyleSheet).cssRules ?? []) visit(inner)
      for (const name of (rule as CSSStyleRule).style ?? []) if (!name.startsWith('--')) names.add(name)
    }
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    visit(sheet)
    return [...names]
  }, sheet)

const unset = 'button { all: unset }'
const classes = ['bg-red-500', 'rounded-none', 'px-2']
const preflight = '@tailwind base; @tailwind components; @tailwind utilities;'

/** Tailwind 3.0 to 3.3 has this rule. */
const typedReset = '[type="button"] { background-color: transparent; background-image: none }'

/** The rows of the table in docs/look.md: a site, its file, and the order of the stylesheets. */
const sites: [site: string, file: keyof Styles, arrange: (ours: string) => Promise<string[]>][] = [
  ['no reset', 'layered', async (ours) => [ours]],
  ['Tailwind 4 before ours', 'layered', async (ours) => [await tailwind4(classes), ours]],
  ['Tailwind 4 after ours', 'layered', async (ours) => [ours, await tailwind4(classes)]],
  [
    'layers that name `components`',
    'layered',
    async (ours) => ['@layer reset, components, site;', ours, `@layer reset { ${unset} } @layer site { .site { color: rgb(1, 2, 3) } }`],
  ],
  ['no reset', 'unlayered', async (ours) => [ours]],
  ['Tailwind 3 after ours', 'unlayered', async (ours) => [await tailwind3(ours), await tailwind3(preflight, classes)]],
  ['Tailwind 3 in the same stylesheet', 'unlayered', async (ours) => [await tailwind3(`${ours} ${preflight}`, classes)]],
  [
    'Tailwind 3 around ours',
    'unlayered',
    async (ours) => [await tailwind3(`@tailwind base; ${typedReset} ${ours} @tailwind components; @tailwind utilities;`, classes)],
  ],
  ['normalize.css before ours', 'unlayered', async (ours) => [await normalize(), ours]],
  ['normalize.css after ours', 'unlayered', async (ours) => [ours, await normalize()]],
  ['a bare reset before ours', 'unlayered', async (ours) => [unset, ours]],
  ['a bare reset after ours', 'unlayered', async (ours) => [ours, unset]],
]

describe.for(sites)('a site with %s, and the %s file', ([_site, file, arrange]) => {
  test('its reset changes no property that our stylesheet sets', async ({ show, styles }) => {
    const page = await show(await arrange(styles[file]), allStates())
    // Nothing of the site has a chance against unlayered styles if the site is in a layer.
    const site = await arrange('')
    const expected = await show([...site.map((sheet) => `@layer site { ${sheet} }`), styles.unlayered], allStates())
    const names = await readNames(page, styles.unlayered)
    expect(names.length).toBeGreaterThan(50)
    expect(await readLook(page, names)).toEqual(await readLook(expected, names))
  })

  test("a class of the site's own wins in every state", async ({ show, styles }) => {
    const own = '.own { all: unset }'
    const page = await show([...(await arrange(styles[file])), own], allStates('own'))
    const expected = await show([...(await arrange('')), own], allStates('own'))
    expect(await readLook(page)).toEqual(await readLook(expected))
  })
})

describe.for([
  ['Tailwind 3', 'unlayered', (ours: string) => tailwind3(`${ours} ${preflight}`, classes)],
  ['Tailwind 4', 'layered', async (ours: string) => ours + (await tailwind4(classes))],
] as const)('%s, and the %s file', ([_name, file, build]) => {
  test('utilities win', async ({ show, styles }) => {
    const page = await show([await build(styles[file])], `${allStates(classes.join(' '))}<i class="bg-red-500"></i>`)
    const red = await page.locator('i').evaluate((element) => getComputedStyle(element).backgroundColor)
    const look = await readLook(page, ['background-color', 'border-top-left-radius', 'padding-left'])
    const names = Object.keys(look).filter((name) => /^(?!status)[^:]*(:hover|:active|:focus-visible)?$/.test(name))
    expect(names.length).toBeGreaterThan(50)
    const dressed = { 'background-color': red, 'border-top-left-radius': '0px', 'padding-left': '8px' }
    for (const name of names) expect(look[name], name).toEqual(dressed)
  })
})

test('our stylesheets go through Tailwind 3 and PostCSS as they are', async ({ styles }) => {
  for (const ours of Object.values(styles)) await expect(tailwind3(ours)).resolves.toBe(ours)
})

test.for(['before', 'after'])("a site's tokens on the root, %s ours, win", async (order, { show, styles }) => {
  const tokens = ':root { --engagement-accent: rgb(1, 2, 3) }'
  for (const ours of Object.values(styles)) {
    const page = await show(order === 'before' ? [tokens, ours] : [ours, tokens], allStates())
    const { available: look } = await readLook(page, ['background-color'])
    expect(look).toEqual({ 'background-color': 'rgb(1, 2, 3)' })
  }
})
