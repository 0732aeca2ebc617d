import type { Optional } from '../model/optional.js'

/**
 * The entities that a chat session refers to, with the names of SuperOffice's documents. Each version of the service sends other members, so every member
 * is optional. Members that are not listed here survive a round trip. A reference is set by its id alone: `{ PersonId: 12 }`.
 */

/** A text that SuperOffice's documents do not list. */
export type Unlisted = string & {}

/** The rights on a row. `Mask` has the names of the rights, separated by commas. */
export type TableRight = Optional<{
  /** The names of the rights, separated by commas: `Select, Update`. */
  Mask: string | null
  /** The reason why a right is missing, or the key of its text. */
  Reason: string | null
}>

/** The rights on one member. `Mask` has the names of the rights, separated by commas. */
export type FieldRight = Optional<{
  /** The names of the rights, separated by commas: `Update, UIHintMandatory`. */
  Mask: string | null
  /** The reason why a right is missing, or the key of its text. */
  Reason: string | null
}>

/** The rights, the type and the length of a member. */
export type FieldProperty = Optional<{
  /** The rights on the member. */
  FieldRight: FieldRight | null
  /** The .NET name of the member's type. */
  FieldType: string | null
  /** The member's longest value, in characters. */
  FieldLength: number
}>

/** The members that each of these entities may have. */
export type Carrier = Optional<{
  /** The rights on the row. */
  TableRight: TableRight | null
  /** The properties of the members, by name. */
  FieldProperties: Record<string, FieldProperty> | null
}>

/** An agent: a user of SuperOffice. `AssociateId` 0 stands for nobody. */
export type Associate = Carrier &
  Optional<{
    /** The associate's id. */
    AssociateId: number
    /** The initials, which are also the login name. */
    Name: string | null
    /** The id of the associate's own person. */
    PersonId: number
    /** The place in lists of associates. */
    Rank: number
    /** A description for a tooltip. */
    Tooltip: string | null
    /** The type of user. `InternalAssociate` is an employee. */
    Type: 'Unknown' | 'InternalAssociate' | 'ResourceAssociate' | 'ExternalAssociate' | 'AnonymousAssociate' | 'SystemAssociate' | Unlisted
    /** The id of the primary user group. */
    GroupIdx: number
    /** The first, middle and last name, in the order of the culture. */
    FullName: string | null
    /** The full name with the titles. */
    FormalName: string | null
    /** True if the user has retired and has no rights. */
    Deleted: boolean
    /** The id of the user in SuperOffice Service; 0 for none. */
    EjUserId: number
    /** The name with which the user logs in. */
    UserName: string | null
    /** The fields that extensions of the service add, by name. */
    ExtraFields: Record<string, string> | null
    /** The extra fields and the user-defined fields, by name. */
    CustomFields: Record<string, string> | null
  }>

/** A person of the customer's company. */
export type Person = Carrier &
  Optional<{
    /** The position, from a list of the tenant. `Title` is free text. */
    Position: string | null
    /** The person's id. */
    PersonId: number
    /** The form of address, such as `Mrs`. */
    Mrmrs: string | null
    /** The first name. */
    Firstname: string | null
    /** The last name. */
    Lastname: string | null
    /** The middle name, or a part such as `van`. */
    MiddleName: string | null
    /** The title, as free text. */
    Title: string | null
    /** A description of the person. */
    Description: string | null
    /** The first email address. */
    Email: string | null
    /** The first, middle and last name, in the order of the culture. */
    FullName: string | null
    /** The direct phone number. */
    DirectPhone: string | null
    /** The full name with the titles, as on labels. */
    FormalName: string | null
    /** The id of the country. */
    CountryId: number
    /** The id of the person's company. */
    ContactId: number
    /** The name of the person's company. */
    ContactName: string | null
    /** 1 if the person has retired and should not appear in lists, otherwise 0. */
    Retired: number
    /** The place in the lists of the company's persons. */
    Rank: number
    /** The number of the person's interests. */
    ActiveInterests: number
    /** The department of the person's company. */
    ContactDepartment: string | null
    /** The id of the country of the person's company. */
    ContactCountryId: number
    /** The organization number of the person's company. */
    ContactOrgNr: string | null
    /** The fax number. */
    FaxPhone: string | null
    /** The mobile phone number. */
    MobilePhone: string | null
    /** The phone number of the person's company. */
    ContactPhone: string | null
    /** The name of the associate who is responsible for the person. */
    AssociateName: string | null
    /** The id of the associate who is responsible for the person. */
    AssociateId: number
    /** True if letters go to the person's own address instead of the company's. */
    UsePersonAddress: boolean
    /** The fax number of the person's company. */
    ContactFax: string | null
    /** The first name in kana, in Japanese versions only. */
    Kanafname: string | null
    /** The last name in kana, in Japanese versions only. */
    Kanalname: string | null
    /** The first line of the postal address, in Japanese versions only. */
    Post1: string | null
    /** The second line of the postal address, in Japanese versions only. */
    Post2: string | null
    /** The third line of the postal address, in Japanese versions only. */
    Post3: string | null
    /** The description of the email address. */
    EmailName: string | null
    /** The name of the person's company, with its department. */
    ContactFullName: string | null
    /** The number of active links to ERP systems. */
    ActiveErpLinks: number
    /** The id of the priority of the person's tickets. */
    TicketPriorityId: number
    /** The id of the language in which the person is supported. */
    SupportLanguageId: number
    /** The id of the associate who supports the person. */
    SupportAssociateId: number
    /** The name of the company's category. */
    CategoryName: string | null
    /** A number or text that the tenant assigns to the person. */
    PersonNumber: string | null
  }>
