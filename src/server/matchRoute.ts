import { Refusal } from './refusal.js'

/** The parts that every endpoint has. */
export type Endpoint = {
  /** The query names that the endpoint has, with the values that they may have. */
  query: Readonly<Record<string, RegExp>>
  /** True if a POST with `X-HTTP-Method-Override` may stand for the endpoint's PUT. */
  isOverridable?: boolean
}

/** A path and its methods. `{name}` in the path stands for one segment. */
export type RoutePath<endpoint extends Endpoint> = { path: string; methods: Readonly<Record<string, endpoint>> }

/** The paths of a service, ready to be matched. */
export type Router<endpoint extends Endpoint> = readonly (RoutePath<endpoint> & { pattern: RegExp })[]

export type Match<endpoint extends Endpoint> = {
  endpoint: endpoint
  path: string
  /** The segments that the path names, decoded. */
  parameters: Record<string, string>
  /** The query, decoded. An empty value counts as missing. */
  query: Record<string, string>
  /** The documented method. */
  method: string
  isOverridden: boolean
}

/** The longest path with its query. */
const maxLength = 2048

/** Other spellings of a path: an empty segment, dots, and escapes of `/`, `\`, `.`, `%` and of control characters. */
const otherSpelling = /\/\/|\.\.|\\|%(2f|5c|2e|25|[01][\da-f]|7f)/i

/** A segment of any other name is opaque. */
const parameterPatterns: Record<string, RegExp> = { chatSessionId: /^[1-9]\d{0,9}$/, connectorId: /^[\w-]{1,100}$/ }

/** @param values The values of the parameters that the options decide. A request must have exactly these. */
export function createRouter<endpoint extends Endpoint>(
  basePath: string,
  paths: readonly RoutePath<endpoint>[],
  values: Record<string, string>,
): Router<endpoint> {
  return paths.map(({ path, methods }) => {
    const segments = path.split(/\{(\w+)\}/).map((part, index) => {
      if (index % 2 === 0) return toPattern(part)
      const value = values[part]
      return value === undefined ? `(?<${part}>[^/]+)` : toPattern(encodeURIComponent(value))
    })
    return { path, methods, pattern: new RegExp(`^${toPattern(basePath)}${segments.join('')}$`) }
  })
}

/**
 * Returns the address of a request.
 * @throws Refusal 404 for an address that is too long, or that spells its path in another way
 */
export function readAddress({ url }: Request): URL {
  const address = new URL(url)
  const { pathname, search } = address
  if (pathname.length + search.length > maxLength || otherSpelling.test(pathname)) throw new Refusal(404, 'path')
  return address
}

/**
 * Finds the endpoint of a request. Returns undefined for a path that the router does not have.
 * @throws Refusal 404 for an unknown query, 405 for another method, 400 for a value that the query may not have
 */
export function matchRoute<endpoint extends Endpoint>(
  router: Router<endpoint>,
  request: Request,
  { pathname, searchParams }: URL,
): Match<endpoint> | undefined {
  for (const { pattern, path, methods } of router) {
    const found = pattern.exec(pathname)
    if (!found) continue
    const parameters = toParameters(found.groups ?? {})
    const { method, isOverridden } = toMethod(request)
    const endpoint = Object.hasOwn(methods, method) ? methods[method] : undefined
    if (!endpoint) throw new Refusal(405, 'method', { allow: Object.keys(methods).join(', ') })
    if (isOverridden && !endpoint.isOverridable) throw new Refusal(400, 'methodOverride')
    return { endpoint, path, parameters, query: toQuery(searchParams, endpoint), method, isOverridden }
  }
  return undefined
}

function toMethod({ method, headers }: Request): { method: string; isOverridden: boolean } {
  const override = headers.get('x-http-method-override')
  if (override === null) return { method, isOverridden: false }
  if (method !== 'POST' || override !== 'PUT') throw new Refusal(400, 'methodOverride')
  return { method: override, isOverridden: true }
}

function toParameters(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, segment]) => {
      const value = decode(segment)
      if (value === undefined || parameterPatterns[name]?.test(value) === false) throw new Refusal(404, 'path')
      return [name, value]
    }),
  )
}

function toQuery(searchParams: URLSearchParams, endpoint: Endpoint): Record<string, string> {
  const query: Record<string, string> = {}
  const names = new Set<string>()
  for (const [name, value] of searchParams) {
    const pattern = Object.hasOwn(endpoint.query, name) ? endpoint.query[name] : undefined
    if (!pattern || names.has(name)) throw new Refusal(404, 'query')
    if (value && !pattern.test(value)) throw new Refusal(400, 'query')
    names.add(name)
    if (value) query[name] = value
  }
  return query
}

/** Writes the path and the query of an address anew from their parts. */
export function toTarget(path: string, parameters: Record<string, string>, query: Record<string, string> = {}): string {
  const search = Object.entries(query).map(
    ([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2C/g, ',').replace(/%2F/g, '/')}`,
  )
  return (
    path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? '')) +
    (search.length ? `?${search.join('&')}` : '')
  )
}

function toPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
