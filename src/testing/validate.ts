import type { EngagementAttribute } from '../model/engagementAttributes.js'

/** A field that the service refuses. The message is the name of the field, as in the service's answers. */
export class InvalidField extends Error {}

type Members = Record<string, unknown>

/** A check of one value. */
export type Check = (value: unknown) => boolean

export const isText: Check = (value) => typeof value === 'string'
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value)
const isBoolean: Check = (value) => typeof value === 'boolean'
export const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value)
export const isListOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)
export const isOneOf =
  (...allowed: unknown[]): Check =>
  (value) =>
    allowed.includes(value)

/** Checks members that are present, and requires those that are named as required. */
export const isShaped =
  (checks: Record<string, Check>, required: string[] = []): Check =>
  (value) =>
    isMembers(value) &&
    required.every((name) => value[name] !== undefined) &&
    Object.entries(checks).every(([name, check]) => value[name] === undefined || check(value[name]))

/** Throws with the name of the first member that is missing or fails its check. */
export function requireFields(body: Members, checks: Record<string, Check>, required: string[] = []): void {
  for (const name of required) if (body[name] === undefined) throw new InvalidField(name)
  for (const [name, check] of Object.entries(checks)) {
    if (body[name] !== undefined && !check(body[name])) throw new InvalidField(name)
  }
}

const isProduct = isShaped({ name: isText, category: isText, sku: isText, price: isNumber })
const isCartProduct = isShaped({ product: isProduct, quantity: isNumber }, ['product'])
const isDate = isShaped({ day: isNumber, month: isNumber, year: isNumber })
const isContact = isShaped({ email: isText, phone: isText, phoneType: isText, address: isShaped({ country: isText, region: isText }) })
const isChannel: Check = (value) => isOneOf(0, 1, 2, 3, 4, '0', '1', '2', '3', '4')(value)

/** The checks of each attribute type. A new type in `model/engagementAttributes.ts` needs one. */
const attributes: Record<EngagementAttribute['type'], Check> = {
  cart: isShaped({ total: isNumber, numItems: isNumber, currency: isText, products: isListOf(isCartProduct) }, ['total', 'numItems']),
  purchase: isShaped({
    total: isNumber,
    currency: isText,
    orderId: isText,
    cart: isShaped({ products: isListOf(isCartProduct), numItems: isNumber }, ['products']),
  }),
  prodView: isShaped({ currency: isText, products: isListOf(isShaped({ product: isProduct })) }),
  ctmrinfo: isShaped(
    {
      info: isShaped({
        ctype: isText,
        cstatus: isText,
        balance: isNumber,
        currency: isText,
        customerId: isText,
        socialId: isText,
        imei: isText,
        userName: isText,
        companyBranch: isText,
        companySize: isNumber,
        accountName: isText,
        role: isText,
        lastPaymentDate: isDate,
        registrationDate: isDate,
        loginStatus: isNumber,
        storeZipCode: isText,
        storeNumber: isText,
      }),
    },
    ['info'],
  ),
  mrktInfo: isShaped({ info: isShaped({ channel: isChannel, affiliate: isText, campaignId: isText }) }, ['info']),
  personal: isShaped(
    {
      personal: isShaped({
        firstname: isText,
        lastname: isText,
        age: isShaped({ age: isNumber, year: isNumber, month: isNumber, day: isNumber }),
        contacts: isListOf(isContact),
        gender: isOneOf('MALE', 'FEMALE', 'OTHER'),
        company: isText,
        language: isText,
      }),
    },
    ['personal'],
  ),
  lead: isShaped({ lead: isShaped({ topic: isText, value: isNumber, currency: isText, leadId: isText }) }, ['lead']),
  service: isShaped({ service: isShaped({ topic: isText, category: isText, serviceId: isText, status: isNumber }) }, ['service']),
  error: isShaped({ error: isShaped({ contextId: isText, message: isText, code: isText, level: isNumber, resolved: isBoolean }) }, [
    'error',
  ]),
  searchInfo: isShaped({ keywords: isListOf(isText) }),
}

/** Checks an engagement attribute: a documented type, with fields of documented types. An impression is no attribute. */
export const isEngagementAttribute: Check = (value) =>
  isMembers(value) && Object.hasOwn(attributes, String(value.type)) && attributes[value.type as EngagementAttribute['type']](value)

const isImpressionBase = isShaped({ campaign: isNumber, engId: isNumber, revision: isNumber }, ['campaign', 'engId', 'revision'])
const isContextList: Check = (value) =>
  isListOf(isShaped({ type: isOneOf('engagementContext'), id: isText }, ['type', 'id']))(value) && (value as unknown[]).length > 0

/** Checks an impression: the members of the documents' examples. */
export const isImpression: Check = (value) => {
  if (!isMembers(value) || !isImpressionBase(value)) return false
  if (value.type === 'impDisplay' || value.type === 'impAccept') return isContextList(value.eContext)
  return isOneOf('impExpanded', 'impTimeout', 'impClose')(value.type)
}
