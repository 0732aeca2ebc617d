import type { Optional } from '../model/optional.js'

const allowed = ['enabled', 'select', 'placeholderData', 'gcTime', 'meta', 'throwOnError', 'notifyOnChangeProps'] as const

/** The options of TanStack Query that do not decide when a request is sent. The library sets the others. */
export type AllowedOptions<options> = Optional<Pick<options, (typeof allowed)[number] & keyof options>>

/**
 * Switches off the options with which the defaults of the site's QueryClient would replace the service's data, or store it. The types allow no explicit
 * undefined.
 */
export const noDefaults: object = { placeholderData: undefined, initialData: undefined, persister: undefined, select: undefined }

/** Picks the allowed options. An option that is undefined counts as missing, so that it does not replace the library's own value. */
export function pickAllowed<options extends object>(
  query: options | undefined,
): { [name in keyof options]?: Exclude<options[name], undefined> } {
  return Object.fromEntries(
    Object.entries(query ?? {}).filter(([name, value]) => value !== undefined && (allowed as readonly string[]).includes(name)),
  ) as { [name in keyof options]?: Exclude<options[name], undefined> }
}
