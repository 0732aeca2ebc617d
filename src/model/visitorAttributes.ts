/** A day, in the service's form. */
export type AttributeDate = {
  /** The day of the month, from 1. */
  day: number
  /** The month, from 1. */
  month: number
  /** The year, in four digits. */
  year: number
}

/** The facts about a customer of the brand. In messaging, a later attribute replaces an earlier one as a whole. */
export type CustomerInfoAttribute = {
  type: 'ctmrinfo'
  /** The facts. */
  info: {
    /** One of the customer types defined on the account. */
    ctype?: string | undefined
    /** One of the customer statuses defined on the account. */
    cstatus?: string | undefined
    /** The balance of the customer's account, in `currency`. It may be negative. */
    balance?: number | undefined
    /** The ISO 4217 code. */
    currency?: string | undefined
    /** In messaging, this id once marked the visitor as authenticated. Without the rest of that set-up, the conversation then failed. */
    customerId?: string | undefined
    /** The customer's id in a social network. */
    socialId?: string | undefined
    /** The id of the customer's device. */
    imei?: string | undefined
    /** The customer's user name at the brand. */
    userName?: string | undefined
    /** The branch of the customer's company. */
    companyBranch?: string | undefined
    /** The number of employees of the customer's company. */
    companySize?: number | undefined
    /** The name of the customer's account. */
    accountName?: string | undefined
    /** The customer's role. */
    role?: string | undefined
    /** The day of the customer's latest payment. */
    lastPaymentDate?: AttributeDate | undefined
    /** The day on which the customer registered. */
    registrationDate?: AttributeDate | undefined
    /** Whether the customer is logged in. The documents give no values. */
    loginStatus?: number | undefined
    /** For visitors who are not authenticated. */
    storeZipCode?: string | undefined
    /** For visitors who are not authenticated. */
    storeNumber?: string | undefined
  }
}

/** The campaign through which the visitor came to the site. */
export type MarketingInfoAttribute = {
  type: 'mrktInfo'
  /** The facts. */
  info: {
    /** 0 direct, 1 search, 2 social, 3 email, 4 referral. */
    channel?: 0 | 1 | 2 | 3 | 4 | '0' | '1' | '2' | '3' | '4' | undefined
    /** The affiliate who referred the visitor. */
    affiliate?: string | undefined
    /** The id of the brand's marketing campaign. It is no `campaignId` of an engagement. */
    campaignId?: string | undefined
  }
}

/** The email address, the phone number and the address of a visitor. */
export type PersonalContact = {
  /** The email address. */
  email?: string | undefined
  /** The phone number. */
  phone?: string | undefined
  /** The type of the phone number. */
  phoneType?: 'HOME' | 'MOBILE' | 'WORK' | 'FAX' | 'MAIN' | 'HOME_FAX' | 'WORK_FAX' | 'PAGER' | 'OTHER' | undefined
  /** The postal address. */
  address?:
    | {
        /** The country. */
        country?: string | undefined
        /** The region of the country. */
        region?: string | undefined
      }
    | undefined
}

/** The facts about the visitor as a person. In messaging, a later attribute replaces an earlier one as a whole. */
export type PersonalAttribute = {
  type: 'personal'
  /** The facts. */
  personal: {
    /** The first name. With `lastname`, it is the name that agents see. */
    firstname?: string | undefined
    /** The last name. */
    lastname?: string | undefined
    /** The service needs `year` to compute the age. */
    age?:
      | {
          /** The age in years. */
          age?: number | undefined
          /** The year of birth, in four digits. */
          year?: number | undefined
          /** The month of birth, from 1. */
          month?: number | undefined
          /** The day of birth, from 1. */
          day?: number | undefined
        }
      | undefined
    /** The ways to reach the visitor. */
    contacts?: PersonalContact[] | undefined
    /** The visitor's gender. */
    gender?: 'MALE' | 'FEMALE' | 'OTHER' | undefined
    /** The visitor's company. */
    company?: string | undefined
    /** A language of ISO 639-1, a dash or an underscore, and a country of ISO 3166-1: `fr-CA`. */
    language?: string | undefined
  }
}
