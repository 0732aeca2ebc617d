// Reads the types that `npm run build` made, with TypeDoc. `npm run reference` writes a page for each public name to `docs/reference`.
// `npm run check` fails if a page is stale, or if a public name has no sentence of TSDoc. It also fails if TypeDoc does not understand a comment.
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Application, ReflectionKind } from 'typedoc'
import { addSkeleton } from './skeleton.mjs'

const root = join(import.meta.dirname, '../..')
const out = join(root, '.cache/reference')
const pages = join(root, 'docs/reference')
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const types = Object.values(exports).flatMap((entry) => entry.types ?? [])

const app = await Application.bootstrapWithPlugins({
  plugin: ['typedoc-plugin-markdown'],
  tsconfig: join(import.meta.dirname, 'tsconfig.json'),
  entryPoints: types.filter((path) => path.startsWith('./dist/')).map((path) => join(root, path)),
  out,
  readme: 'none',
  disableSources: true,
  excludeExternals: true,
  excludeInternal: true,
  validation: { notExported: false },
  logLevel: 'Warn',
  indexFormat: 'table',
  hidePageHeader: true,
  blockTagsPreserveOrder: ['@example'],
  parametersFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
})
const project = await app.convert()
if (!project) process.exit(1)

for (const entry of project.children) entry.name = entry.name === 'index' ? 'react-engagement' : `react-engagement/${entry.name}`
// A destructured parameter has no name of its own.
for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter)) {
  if (parameter.name === '__namedParameters') parameter.name = /Props$/.test(parameter.type.name) ? 'props' : 'parameters'
}

// A name of two entries has its sentence in one of them.
const exported = project.children.flatMap((entry) => entry.children ?? []).filter((reflection) => !reflection.isReference())
const isInSignature = ({ parent }) => Boolean(parent) && (parent.isSignature() || isInSignature(parent))
// The members of exported types, at any depth. A member of one literal value, or that must be undefined, explains itself.
const members = project
  .getReflectionsByKind(ReflectionKind.Property | ReflectionKind.Method | ReflectionKind.Accessor)
  .filter((member) => !isInSignature(member) && !member.name.startsWith('['))
  .filter(({ type }) => type?.type !== 'literal' && type?.name !== 'undefined')

function hasSentence({ comment, signatures = [], type }) {
  const text = comment?.summary.map((part) => part.text).join('') ?? ''
  // The sentence of a function is above its signature.
  return /[.!?]\s*$/.test(text) || [...signatures, ...(type?.declaration?.signatures ?? [])].some(hasSentence)
}

for (const reflection of [...exported, ...members].filter((reflection) => !hasSentence(reflection))) {
  app.logger.error(`${reflection.getFullName().replaceAll('.__type', '')} has no sentence of TSDoc. Write one above it.`)
}
app.validate(project)
addSkeleton(app, project)
await app.generateOutputs(project)

const readPages = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => [file, readFileSync(join(folder, file), 'utf8')])

if (process.argv.includes('--write')) {
  rmSync(pages, { recursive: true, force: true })
  cpSync(out, pages, { recursive: true })
} else if (JSON.stringify(readPages(out)) !== JSON.stringify(readPages(pages))) {
  app.logger.error('The pages in docs/reference are stale. Run "npm run reference", and look at what it wrote.')
}
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exitCode = 1
