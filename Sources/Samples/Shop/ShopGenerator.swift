/// Writes the raw data of an invented shop: what its order database exports, its payment
/// provider sends, its website records and its catalogue publishes, as dirty as such data is.
///
/// The same `orders` and `seed` give the same bytes on every machine. Files are written day by
/// day; memory holds only the days that may still receive lines, whatever the number of orders.
/// What was planted, and the true totals a clean-up has to find again, are in ``ShopExpectations``
/// and in the file `_expected.json` beside the data.
///
/// | file under `landing/` | holds |
/// |---|---|
/// | `orders_db/<day>/orders.csv` | orders, exported again when their status changes |
/// | `orders_db/<day>/orders.late.csv` | orders of three days before that were held up |
/// | `orders_db/<day>/order_items.csv` | the lines of those orders |
/// | `orders_db/<day>/customers.csv` | customers new or changed on the day |
/// | `payments/<day>.jsonl` | charges and refunds, amounts in cents |
/// | `web/<day>.jsonl` | events of the website's sessions with their campaign |
/// | `catalogue/<day>.jsonl` | the whole product catalogue, once a month |
///
/// Rates of what is wrong are in ``ShopDefects``.
public struct ShopGenerator: Sendable {
  /// How many orders are placed over the whole time, at least 1.
  public var orders: Int
  /// Which shop: another seed gives other customers, products and mistakes.
  public var seed: UInt64
  /// How often each thing is wrong.
  public var defects: ShopDefects

  /// Plans a shop of so many orders.
  public init(orders: Int, seed: UInt64 = 1, defects: ShopDefects = ShopDefects()) {
    self.orders = orders
    self.seed = seed
    self.defects = defects
  }

  /// The first day of the data is 2025-01-01; this many days follow, at most a year.
  public var days: Int { min(365, max(31, orders / 500)) }

  /// Writes everything into `landing/` of the folder, replacing files of the same names. Those
  /// that hold the same bytes already are left alone.
  ///
  /// - Parameters:
  ///   - folder: The project's folder, created when absent.
  ///   - progress: Called after each day with the days done and the bytes made so far.
  /// - Returns: What was written, which is also in `landing/_expected.json`.
  /// - Throws: ``SampleError`` when `orders` is not positive or a file cannot be written; files
  ///   of earlier days then stay.
  @discardableResult
  public func write(
    to folder: String, progress: (_ days: Int, _ bytes: Int) -> Void = { _, _ in }
  ) throws -> ShopExpectations {
    guard (1...100_000_000).contains(orders) else {
      throw SampleError(
        kind: .argument, message: "cannot generate \(orders) orders",
        hint: "ask for a number from 1 to 100000000")
    }
    var simulation = ShopSimulation(
      seed: seed, orders: orders, days: days, defects: defects,
      landing: try LandingFolder(
        path: "\(folder)/landing", from: ShopSimulation.firstDay, days: days))
    for day in 0..<days {
      try simulation.run(day: day)
      progress(day + 1, simulation.landing.bytesWritten)
    }
    return try simulation.finish()
  }
}

/// How often each thing is wrong, in ten thousandths of the lines concerned.
///
/// Lines that cannot be loaded come in addition to good ones, as from an export that was torn and
/// repeated, so that the true totals do not depend on them.
public struct ShopDefects: Sendable, Hashable {
  /// A line delivered twice, exactly alike.
  public var duplicate = 50
  /// A line with a column too few, or too many.
  public var ragged = 10
  /// A time or a number that is none, such as 30 February.
  public var unreadableValue = 8
  /// A JSON line that stops in the middle, or is no object.
  public var brokenJSON = 10
  /// A customer's name in Latin-1 in a file of UTF-8.
  public var wrongEncoding = 10
  /// An order without its customer.
  public var missingCustomer = 100
  /// An order line without its product.
  public var missingProduct = 20
  /// A payment that does not say for which order.
  public var missingOrder = 30
  /// An order line with a negative quantity, which means nothing here.
  public var negativeQuantity = 20
  /// An e-mail address in mixed case, or with blanks around it.
  public var untidyText = 1_000
  /// A country written other than as its two-letter code.
  public var untidyCountry = 500

  /// The documented rates.
  public init() {}

  /// Nothing wrong at all.
  public static var none: ShopDefects {
    var clean = ShopDefects()
    clean.duplicate = 0
    clean.ragged = 0
    clean.unreadableValue = 0
    clean.brokenJSON = 0
    clean.wrongEncoding = 0
    clean.missingCustomer = 0
    clean.missingProduct = 0
    clean.missingOrder = 0
    clean.negativeQuantity = 0
    clean.untidyText = 0
    clean.untidyCountry = 0
    return clean
  }
}
