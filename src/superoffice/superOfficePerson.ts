import type { Optional } from '../model/optional.js'

/**
 * The entities that a chat session refers to, with the names of SuperOffice's documents. Each version of the service sends other members, so every member
 * is optional. Members that are not listed here survive a round trip. A reference is set by its id alone: `{ PersonId: 12 }`.
 */

/** A text that SuperOffice's documents do not list. */
export type Unlisted = string & {}

/** The rights on a row. `Mask` has the names of the rights, separated by commas. */
export type TableRight = Optional<{ Mask: string | null; Reason: string | null }>

export type FieldRight = Optional<{ Mask: string | null; Reason: string | null }>

/** The rights, the type and the length of a member. */
export type FieldProperty = Optional<{ FieldRight: FieldRight | null; FieldType: string | null; FieldLength: number }>

/** The members that each of these entities may have. */
export type Carrier = Optional<{ TableRight: TableRight | null; FieldProperties: Record<string, FieldProperty> | null }>

/** An agent: a user of SuperOffice. `AssociateId` 0 stands for nobody. */
export type Associate = Carrier &
  Optional<{
    AssociateId: number
    Name: string | null
    PersonId: number
    Rank: number
    Tooltip: string | null
    Type: 'Unknown' | 'InternalAssociate' | 'ResourceAssociate' | 'ExternalAssociate' | 'AnonymousAssociate' | 'SystemAssociate' | Unlisted
    GroupIdx: number
    FullName: string | null
    FormalName: string | null
    Deleted: boolean
    EjUserId: number
    UserName: string | null
    ExtraFields: Record<string, string> | null
    CustomFields: Record<string, string> | null
  }>

/** A person of the customer's company. */
export type Person = Carrier &
  Optional<{
    Position: string | null
    PersonId: number
    Mrmrs: string | null
    Firstname: string | null
    Lastname: string | null
    MiddleName: string | null
    Title: string | null
    Description: string | null
    Email: string | null
    FullName: string | null
    DirectPhone: string | null
    FormalName: string | null
    CountryId: number
    ContactId: number
    ContactName: string | null
    Retired: number
    Rank: number
    ActiveInterests: number
    ContactDepartment: string | null
    ContactCountryId: number
    ContactOrgNr: string | null
    FaxPhone: string | null
    MobilePhone: string | null
    ContactPhone: string | null
    AssociateName: string | null
    AssociateId: number
    UsePersonAddress: boolean
    ContactFax: string | null
    Kanafname: string | null
    Kanalname: string | null
    Post1: string | null
    Post2: string | null
    Post3: string | null
    EmailName: string | null
    ContactFullName: string | null
    ActiveErpLinks: number
    TicketPriorityId: number
    SupportLanguageId: number
    SupportAssociateId: number
    CategoryName: string | null
    PersonNumber: string | null
  }>
