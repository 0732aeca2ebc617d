const allowed = ['enabled', 'select', 'placeholderData', 'gcTime', 'meta', 'throwOnError', 'notifyOnChangeProps'] as const

/** Those of TanStack Query's options that leave the asking alone: the others are ours. */
export type AllowedOptions<options> = Pick<options, (typeof allowed)[number] & keyof options>

export function pickAllowed<options extends object>(query: options | undefined): Partial<options> {
  return Object.fromEntries(
    Object.entries(query ?? {}).filter(([name]) => (allowed as readonly string[]).includes(name)),
  ) as Partial<options>
}
