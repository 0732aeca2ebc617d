/** A day, in the service's form. */
export type AttributeDate = { day: number; month: number; year: number }

export type Product = {
  name?: string | undefined
  category?: string | undefined
  sku?: string | undefined
  price?: number | undefined
  /** Seen in the documents' example, not in their table. */
  statusInStock?: string | undefined
  /** Seen in the documents' example, not in their table. */
  quantityInStock?: number | undefined
}

export type CartProduct = { product: Product; quantity?: number | undefined }

/** The visitor's cart. A later cart replaces an earlier one. The service does not compute `total` and `numItems`. */
export type CartAttribute = {
  type: 'cart'
  total: number
  numItems: number
  /** The ISO 4217 code. */
  currency?: string | undefined
  products?: CartProduct[] | undefined
}

export type PurchaseAttribute = {
  type: 'purchase'
  /** The total after discounts. */
  total?: number | undefined
  currency?: string | undefined
  orderId?: string | undefined
  cart?: { products: CartProduct[]; numItems?: number | undefined } | undefined
}

export type ProductViewAttribute = {
  type: 'prodView'
  currency?: string | undefined
  products?: { product?: Product | undefined }[] | undefined
}

export type CustomerInfoAttribute = {
  type: 'ctmrinfo'
  info: {
    /** One of the customer types defined on the account. */
    ctype?: string | undefined
    /** One of the customer statuses defined on the account. */
    cstatus?: string | undefined
    balance?: number | undefined
    currency?: string | undefined
    /** In messaging, this id once marked the visitor as authenticated. Without the rest of that set-up, the conversation then failed. */
    customerId?: string | undefined
    socialId?: string | undefined
    imei?: string | undefined
    userName?: string | undefined
    companyBranch?: string | undefined
    companySize?: number | undefined
    accountName?: string | undefined
    role?: string | undefined
    lastPaymentDate?: AttributeDate | undefined
    registrationDate?: AttributeDate | undefined
    loginStatus?: number | undefined
    /** For visitors who are not authenticated. */
    storeZipCode?: string | undefined
    /** For visitors who are not authenticated. */
    storeNumber?: string | undefined
  }
}

export type MarketingInfoAttribute = {
  type: 'mrktInfo'
  info: {
    /** 0 direct, 1 search, 2 social, 3 email, 4 referral. */
    channel?: 0 | 1 | 2 | 3 | 4 | '0' | '1' | '2' | '3' | '4' | undefined
    affiliate?: string | undefined
    campaignId?: string | undefined
  }
}

export type PersonalContact = {
  email?: string | undefined
  phone?: string | undefined
  phoneType?: 'HOME' | 'MOBILE' | 'WORK' | 'FAX' | 'MAIN' | 'HOME_FAX' | 'WORK_FAX' | 'PAGER' | 'OTHER' | undefined
  address?: { country?: string | undefined; region?: string | undefined } | undefined
}

export type PersonalAttribute = {
  type: 'personal'
  personal: {
    firstname?: string | undefined
    lastname?: string | undefined
    /** The service needs `year` to compute the age. */
    age?: { age?: number | undefined; year?: number | undefined; month?: number | undefined; day?: number | undefined } | undefined
    contacts?: PersonalContact[] | undefined
    gender?: 'MALE' | 'FEMALE' | 'OTHER' | undefined
    company?: string | undefined
    /** A language of ISO 639-1, a dash or an underscore, and a country of ISO 3166-1: `fr-CA`. */
    language?: string | undefined
  }
}

export type LeadAttribute = {
  type: 'lead'
  lead: {
    topic?: string | undefined
    value?: number | undefined
    currency?: string | undefined
    leadId?: string | undefined
    ticketId?: string | undefined
  }
}

export type ServiceAttribute = {
  type: 'service'
  service: {
    topic?: string | undefined
    category?: string | undefined
    serviceId?: string | undefined
    /**
     * 0 complete, 1 in progress, 2 approved, 3 cancelled, 4 not approved, 5 reviewed.
     *
     * 6 missing details, 7 closed, 8 removed, 9 assigned, 10 waiting for the customer.
     *
     * 11 waiting for a response, 12 pending, 13 resolved.
     */
    status?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | undefined
  }
}

export type ErrorAttribute = {
  type: 'error'
  error: {
    contextId?: string | undefined
    message?: string | undefined
    code?: string | undefined
    level?: number | undefined
    resolved?: boolean | undefined
  }
}

export type SearchInfoAttribute = { type: 'searchInfo'; keywords?: string[] | undefined }

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
