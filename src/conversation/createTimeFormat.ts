/** Writes moments in a language. */
export type TimeFormat = {
  /** Returns the time of the day. */
  toTime: (moment: number) => string
  /** Returns the date with its day of the week. */
  toDay: (moment: number) => string
  /** Returns the time of the day, with the date if it is on another day than now. */
  toMoment: (moment: number) => string
}

const formats = new Map<string | undefined, TimeFormat>()

/** Returns the format of a language. An unknown language has the format of the browser's. */
export function createTimeFormat(language: string | undefined): TimeFormat {
  const format = formats.get(language) ?? makeFormat(toKnown(language))
  formats.set(language, format)
  return format
}

/** A formatter is made once, because that takes longer than to use it. */
function makeFormat(language: string | undefined): TimeFormat {
  const time = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' })
  const day = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' })
  const both = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' })
  return {
    toTime: (moment) => time.format(moment),
    toDay: (moment) => day.format(moment),
    toMoment(moment) {
      const isToday = new Date(moment).toDateString() === new Date().toDateString()
      return (isToday ? time : both).format(moment)
    },
  }
}

/** A service may send a language that no standard knows. */
function toKnown(language: string | undefined): string | undefined {
  try {
    return language && Intl.getCanonicalLocales(language)[0]
  } catch {
    return undefined
  }
}
