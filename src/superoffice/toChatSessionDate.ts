/**
 * Converts a date of SuperOffice. Returns undefined for a date that is not set, which the service writes as year 1 or 9999. Returns undefined for a date
 * without an offset, because its moment depends on the tenant's time zone. The result has three of the seven digits of a second, so send back the text.
 */
export function toChatSessionDate(text: string | null | undefined): Date | undefined {
  const [, year = '', rest = '', fraction = '', hours = '', minutes = ''] =
    /^(\d{4})(-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,3})?\d*(Z|[+-]\d\d):?(\d\d)?$/.exec(text ?? '') ?? []
  const date = new Date(`${year}${rest}${fraction}${hours}${minutes && `:${minutes}`}`)
  return Number(year) > 1 && Number(year) < 9999 && !Number.isNaN(date.getTime()) ? date : undefined
}
