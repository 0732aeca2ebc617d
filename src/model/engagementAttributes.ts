/** A day, in the service's form. */
export type AttributeDate = { day: number; month: number; year: number }

export type Product = {
  name?: string
  category?: string
  sku?: string
  price?: number
  /** Seen in the documents' example, not in their table. */
  statusInStock?: string
  /** Seen in the documents' example, not in their table. */
  quantityInStock?: number
}

export type CartProduct = { product: Product; quantity?: number }

/** The visitor's cart. A later cart replaces an earlier one. The service does not compute `total` and `numItems`. */
export type CartAttribute = {
  type: 'cart'
  total: number
  numItems: number
  /** The ISO 4217 code. */
  currency?: string
  products?: CartProduct[]
}

export type PurchaseAttribute = {
  type: 'purchase'
  /** The total after discounts. */
  total?: number
  currency?: string
  orderId?: string
  cart?: { products: CartProduct[]; numItems?: number }
}

export type ProductViewAttribute = { type: 'prodView'; currency?: string; products?: { product?: Product }[] }

export type CustomerInfoAttribute = {
  type: 'ctmrinfo'
  info: {
    /** One of the customer types defined on the account. */
    ctype?: string
    /** One of the customer statuses defined on the account. */
    cstatus?: string
    balance?: number
    currency?: string
    /** In messaging, this id once marked the visitor as authenticated. Without the rest of that set-up, the conversation then failed. */
    customerId?: string
    socialId?: string
    imei?: string
    userName?: string
    companyBranch?: string
    companySize?: number
    accountName?: string
    role?: string
    lastPaymentDate?: AttributeDate
    registrationDate?: AttributeDate
    loginStatus?: number
    /** For visitors who are not authenticated. */
    storeZipCode?: string
    /** For visitors who are not authenticated. */
    storeNumber?: string
  }
}

export type MarketingInfoAttribute = {
  type: 'mrktInfo'
  info: {
    /** 0 direct, 1 search, 2 social, 3 email, 4 referral. */
    channel?: 0 | 1 | 2 | 3 | 4 | '0' | '1' | '2' | '3' | '4'
    affiliate?: string
    campaignId?: string
  }
}

export type PersonalContact = {
  email?: string
  phone?: string
  phoneType?: 'HOME' | 'MOBILE' | 'WORK' | 'FAX' | 'MAIN' | 'HOME_FAX' | 'WORK_FAX' | 'PAGER' | 'OTHER'
  address?: { country?: string; region?: string }
}

export type PersonalAttribute = {
  type: 'personal'
  personal: {
    firstname?: string
    lastname?: string
    /** The service needs `year` to compute the age. */
    age?: { age?: number; year?: number; month?: number; day?: number }
    contacts?: PersonalContact[]
    gender?: 'MALE' | 'FEMALE' | 'OTHER'
    company?: string
    /** A language of ISO 639-1, a dash or an underscore, and a country of ISO 3166-1: `fr-CA`. */
    language?: string
  }
}

export type LeadAttribute = {
  type: 'lead'
  lead: { topic?: string; value?: number; currency?: string; leadId?: string; ticketId?: string }
}

export type ServiceAttribute = {
  type: 'service'
  service: {
    topic?: string
    category?: string
    serviceId?: string
    /**
     * 0 complete, 1 in progress, 2 approved, 3 cancelled, 4 not approved, 5 reviewed.
     *
     * 6 missing details, 7 closed, 8 removed, 9 assigned, 10 waiting for the customer.
     *
     * 11 waiting for a response, 12 pending, 13 resolved.
     */
    status?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13
  }
}

export type ErrorAttribute = {
  type: 'error'
  error: { contextId?: string; message?: string; code?: string; level?: number; resolved?: boolean }
}

export type SearchInfoAttribute = { type: 'searchInfo'; keywords?: string[] }

/**
 * A fact about the visitor that the site sends to the service ("Types of engagement attributes"). The service calls them SDEs. The types are
 * strict, because one attribute that the service cannot parse may void the whole request. The simulator checks each type (`testing/validate.ts`).
 */
export type EngagementAttribute =
  | CartAttribute
  | PurchaseAttribute
  | ProductViewAttribute
  | CustomerInfoAttribute
  | MarketingInfoAttribute
  | PersonalAttribute
  | LeadAttribute
  | ServiceAttribute
  | ErrorAttribute
  | SearchInfoAttribute
