/** A product, as it is on the page. */
export type Product = {
  /** The product's name. */
  name?: string | undefined
  /** The product's category. */
  category?: string | undefined
  /** The product's stock keeping unit. */
  sku?: string | undefined
  /** The price of one piece, in the currency of the attribute. */
  price?: number | undefined
  /** Seen in the documents' example, not in their table. */
  statusInStock?: string | undefined
  /** Seen in the documents' example, not in their table. */
  quantityInStock?: number | undefined
}

/** A product in a cart. */
export type CartProduct = {
  /** The product. */
  product: Product
  /** The number of pieces. */
  quantity?: number | undefined
}

/** The visitor's cart. A later cart replaces an earlier one. The service does not compute `total` and `numItems`. */
export type CartAttribute = {
  type: 'cart'
  /** The value of the cart, in `currency`. */
  total: number
  /** The number of items in the cart. */
  numItems: number
  /** The ISO 4217 code. */
  currency?: string | undefined
  /** The products in the cart. */
  products?: CartProduct[] | undefined
}

/** A purchase that the visitor made. The service keeps earlier purchases. */
export type PurchaseAttribute = {
  type: 'purchase'
  /** The total after discounts, in `currency`. */
  total?: number | undefined
  /** The ISO 4217 code. */
  currency?: string | undefined
  /** The id of the order. */
  orderId?: string | undefined
  /** The cart that was bought. */
  cart?:
    | {
        /** The products that were bought. */
        products: CartProduct[]
        /** The number of items that were bought. */
        numItems?: number | undefined
      }
    | undefined
}

/** The products that the visitor looks at. The service keeps earlier views. */
export type ProductViewAttribute = {
  type: 'prodView'
  /** The ISO 4217 code. */
  currency?: string | undefined
  /** The products on the page. */
  products?:
    | {
        /** The product. */
        product?: Product | undefined
      }[]
    | undefined
}
