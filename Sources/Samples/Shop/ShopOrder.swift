/// One order as it was placed; what becomes of it is drawn with it.
struct ShopOrder {
  /// What the order comes to, and how many days after it was placed that is known.
  enum Outcome {
    case delivered
    case cancelled
    case returned
  }

  struct Item {
    var product: ShopProduct
    var sku: String
    var quantity: Int
    /// In cents of the order's currency.
    var unitPrice: Int
    var discount: Int
  }

  let id: Int
  let customer: ShopCustomer
  let isCustomerKnown: Bool
  let placed: CivilTime
  let shipping: Int
  let items: [Item]
  let outcome: Outcome
  let settled: CivilTime

  var currency: Currency { customer.country.currency }

  /// What the customer owes, in cents.
  var total: Int {
    items.reduce(shipping) { $0 + $1.quantity * $1.unitPrice - $1.discount }
  }
}
