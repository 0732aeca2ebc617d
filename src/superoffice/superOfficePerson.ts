/**
 * What a chat session refers to, as SuperOffice's documents name it. Which members come differs with the version of the service: none is sure to be
 * there, and those that are not listed here survive a round trip. A reference is set by its id alone: `{ PersonId: 12 }`.
 */

/** A text that is none of the documented ones. */
export type Unlisted = string & {}

/** The rights on a row: names of the mask, with commas between them. */
export type TableRight = { Mask?: string | null; Reason?: string | null }

export type FieldRight = { Mask?: string | null; Reason?: string | null }

/** What may be done with a member. */
export type FieldProperty = { FieldRight?: FieldRight | null; FieldType?: string | null; FieldLength?: number }

/** What every one of them may carry. */
export type Carrier = { TableRight?: TableRight | null; FieldProperties?: Record<string, FieldProperty> | null }

/** A user of SuperOffice: an agent. `AssociateId` 0 stands for nobody. */
export type Associate = Carrier & {
  AssociateId?: number
  Name?: string | null
  PersonId?: number
  Rank?: number
  Tooltip?: string | null
  Type?: 'Unknown' | 'InternalAssociate' | 'ResourceAssociate' | 'ExternalAssociate' | 'AnonymousAssociate' | 'SystemAssociate' | Unlisted
  GroupIdx?: number
  FullName?: string | null
  FormalName?: string | null
  Deleted?: boolean
  EjUserId?: number
  UserName?: string | null
  ExtraFields?: Record<string, string> | null
  CustomFields?: Record<string, string> | null
}

/** A person of the customer's. */
export type Person = Carrier & {
  Position?: string | null
  PersonId?: number
  Mrmrs?: string | null
  Firstname?: string | null
  Lastname?: string | null
  MiddleName?: string | null
  Title?: string | null
  Description?: string | null
  Email?: string | null
  FullName?: string | null
  DirectPhone?: string | null
  FormalName?: string | null
  CountryId?: number
  ContactId?: number
  ContactName?: string | null
  Retired?: number
  Rank?: number
  ActiveInterests?: number
  ContactDepartment?: string | null
  ContactCountryId?: number
  ContactOrgNr?: string | null
  FaxPhone?: string | null
  MobilePhone?: string | null
  ContactPhone?: string | null
  AssociateName?: string | null
  AssociateId?: number
  UsePersonAddress?: boolean
  ContactFax?: string | null
  Kanafname?: string | null
  Kanalname?: string | null
  Post1?: string | null
  Post2?: string | null
  Post3?: string | null
  EmailName?: string | null
  ContactFullName?: string | null
  ActiveErpLinks?: number
  TicketPriorityId?: number
  SupportLanguageId?: number
  SupportAssociateId?: number
  CategoryName?: string | null
  PersonNumber?: string | null
}
