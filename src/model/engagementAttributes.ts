import type { CartAttribute, ProductViewAttribute, PurchaseAttribute } from './productAttributes.js'
import type { CustomerInfoAttribute, MarketingInfoAttribute, PersonalAttribute } from './visitorAttributes.js'

/** An interest of the visitor that the brand can follow up. The service keeps earlier leads. */
export type LeadAttribute = {
  type: 'lead'
  /** The facts about the lead. */
  lead: {
    /** The topic of the lead. */
    topic?: string | undefined
    /** The value of the lead, in `currency`. */
    value?: number | undefined
    /** The ISO 4217 code. */
    currency?: string | undefined
    /** The id of the lead. */
    leadId?: string | undefined
    /** The id of the lead's ticket. The service knows it, and the documents do not list it. */
    ticketId?: string | undefined
  }
}

/** A service that the visitor used, such as a change of address. In messaging, a later service replaces an earlier one. */
export type ServiceAttribute = {
  type: 'service'
  /** The facts about the service. */
  service: {
    /** The topic of the service. */
    topic?: string | undefined
    /** The category of the service. */
    category?: string | undefined
    /** The id of the service. */
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

/** An error that the visitor saw. The service keeps earlier errors. */
export type ErrorAttribute = {
  type: 'error'
  /** The facts about the error. */
  error: {
    /** The id of the context in which the error occurred. */
    contextId?: string | undefined
    /** The text of the error. */
    message?: string | undefined
    /** The code of the error. */
    code?: string | undefined
    /** The level of the error. The documents give no scale. */
    level?: number | undefined
    /** True if the error is resolved. */
    resolved?: boolean | undefined
  }
}

/** The terms of a search that the visitor made. Mobile apps cannot report it. */
export type SearchInfoAttribute = {
  type: 'searchInfo'
  /** The search terms. */
  keywords?: string[] | undefined
}

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
