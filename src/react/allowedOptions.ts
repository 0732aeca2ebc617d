const allowed = ['enabled', 'select', 'placeholderData', 'gcTime', 'meta', 'throwOnError', 'notifyOnChangeProps'] as const

/** The options of TanStack Query that do not decide when a request is sent. The library sets the others. */
export type AllowedOptions<options> = Pick<options, (typeof allowed)[number] & keyof options>

export function pickAllowed<options extends object>(query: options | undefined): Partial<options> {
  return Object.fromEntries(
    Object.entries(query ?? {}).filter(([name]) => (allowed as readonly string[]).includes(name)),
  ) as Partial<options>
}
