/**
 * The moment that one of SuperOffice's dates tells. Undefined for what is not set, which the service writes as year 1 or 9999, and for a date without
 * an offset: which moment that is, only the tenant's time zone knows. Of a second's seven digits three are kept: send back the text, never this.
 */
export function toChatSessionDate(text: string | null | undefined): Date | undefined {
  const [, year = '', rest = '', fraction = '', hours = '', minutes = ''] =
    /^(\d{4})(-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,3})?\d*(Z|[+-]\d\d):?(\d\d)?$/.exec(text ?? '') ?? []
  const date = new Date(`${year}${rest}${fraction}${hours}${minutes && `:${minutes}`}`)
  return Number(year) > 1 && Number(year) < 9999 && !Number.isNaN(date.getTime()) ? date : undefined
}
