/// What a generated shop holds, for tests to compare with: lines per table, and the totals that
/// are true once the mistakes are cleaned away.
public struct ShopExpectations: Sendable, Hashable, Codable {
  /// The lines of one table's files, headers not counted.
  public struct Lines: Sendable, Hashable, Codable {
    /// Lines that fit the table.
    public var loadable = 0
    /// Lines that do not, to be found among the rejects.
    public var rejected = 0
    /// Loadable lines that repeat another exactly.
    public var duplicates = 0

    /// No lines.
    public init() {}

    mutating func add(_ other: Lines) {
      loadable += other.loadable
      rejected += other.rejected
      duplicates += other.duplicates
    }
  }

  /// Lines by table: `orders`, `order_items`, `customers`, `payments`, `events`, `products`.
  public var lines: [String: Lines] = [:]
  /// Files by table.
  public var files: [String: Int] = [:]
  /// Different orders.
  public var orders = 0
  /// Orders whose last known status is `cancelled`.
  public var cancelledOrders = 0
  /// Orders without a customer.
  public var ordersWithoutCustomer = 0
  /// Different customers.
  public var customers = 0
  /// Different events.
  public var events = 0
  /// Order lines that count, of all orders.
  public var orderItems = 0
  /// Order lines with a negative quantity.
  public var negativeItems = 0
  /// Order lines without a product.
  public var itemsWithoutProduct = 0
  /// Payments, failed ones and refunds included, that name no order.
  public var paymentsWithoutOrder = 0
  /// Sales of orders not cancelled, shipping included, in cents by currency.
  public var salesCents: [String: Int] = [:]
  /// Successful charges, in cents by currency.
  public var chargedCents: [String: Int] = [:]
  /// Refunds, in cents by currency.
  public var refundedCents: [String: Int] = [:]
  /// What the payment provider kept, in cents by currency.
  public var feeCents: [String: Int] = [:]

  /// An empty shop.
  public init() {}
}
