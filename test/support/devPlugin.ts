import type { Plugin } from 'vite'

type Node = { type: string; start: number; end: number; [member: string]: unknown }

/**
 * Turns each message that is tagged with `dev` into an expression that production bundles drop:
 *
 *   dev`No ${name}.`   becomes   (process.env.NODE_ENV === 'production' ? '' : `No ${name}.`)
 *
 * Vite runs the plugin after it has removed the types, so that the code can be parsed. Tests run without the plugin.
 */
export const devPlugin: Plugin = {
  name: 'dev',
  apply: 'build',
  transform: {
    filter: { code: /import \{ dev \} from ["'][./]+\/dev\.js["']/ },
    handler(code) {
      const edits = [...findTagged(this.parse(code))].flatMap(({ tag, end }) => [
        { ...tag, text: "(process.env.NODE_ENV === 'production' ? '' : " },
        { start: end, end, text: ')' },
      ])
      // Edits are made from the end, because an edit moves what follows it.
      edits.sort((one, other) => other.start - one.start)
      const edited = edits.reduce((text, { start, end, text: inserted }) => text.slice(0, start) + inserted + text.slice(end), code)
      return { code: edited, map: null }
    },
  },
}

function* findTagged(node: unknown): Generator<{ tag: { start: number; end: number }; end: number }> {
  if (typeof node !== 'object' || node === null) return
  const { type, tag, end } = node as Node & { tag?: Node & { name?: string } }
  if (type === 'TaggedTemplateExpression' && tag?.name === 'dev') yield { tag: { start: tag.start, end: tag.end }, end }
  for (const child of Object.values(node)) yield* findTagged(child)
}
