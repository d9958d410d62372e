import Foundation

/// The files of a shop that still receive lines, and the folder they go to once their day is over.
struct LandingFolder {
  let path: String
  private(set) var bytesWritten = 0
  private(set) var fileCounts: [String: Int] = [:]
  /// What each day's files hold so far: by day from the first, then by feed.
  private var pending: [[TextLine]]
  private let firstDay: CivilDay
  private var flushedDays = 0
  private var madeFolders: Set<String> = []

  /// One kind of file, of which there is at most one a day.
  enum Feed: Int, CaseIterable {
    case orders, lateOrders, orderItems, customers, payments, events, products

    var table: String {
      switch self {
      case .orders, .lateOrders: "orders"
      case .orderItems: "order_items"
      case .customers: "customers"
      case .payments: "payments"
      case .events: "events"
      case .products: "products"
      }
    }

    var header: String? {
      switch self {
      case .orders, .lateOrders:
        "order_id,customer_id,email,status,currency,shipping_country,shipping_amount,"
          + "ordered_at,updated_at"
      case .orderItems: "order_id,line_number,sku,title,quantity,unit_price,discount_amount"
      case .customers:
        "customer_id,email,first_name,last_name,country,marketing_consent,created_at,updated_at"
      case .payments, .events, .products: nil
      }
    }

    func file(on day: String) -> (folder: String, name: String) {
      switch self {
      case .orders: ("orders_db/\(day)", "orders.csv")
      case .lateOrders: ("orders_db/\(day)", "orders.late.csv")
      case .orderItems: ("orders_db/\(day)", "order_items.csv")
      case .customers: ("orders_db/\(day)", "customers.csv")
      case .payments: ("payments", "\(day).jsonl")
      case .events: ("web", "\(day).jsonl")
      case .products: ("catalogue", "\(day).jsonl")
      }
    }
  }

  init(path: String, from firstDay: CivilDay, days: Int) throws {
    self.path = path
    self.firstDay = firstDay
    pending = Array(
      repeating: Array(repeating: TextLine(), count: Feed.allCases.count), count: days)
    try makeFolder("")
  }

  /// Adds a line, ended here, to a day's file. The day is one whose files are not written yet.
  mutating func append(_ line: TextLine, to feed: Feed, on day: CivilDay) {
    let index = day.number - firstDay.number
    guard index >= flushedDays, index < pending.count else { return }
    if pending[index][feed.rawValue].isEmpty, let header = feed.header {
      pending[index][feed.rawValue].raw(header)
      pending[index][feed.rawValue].newline()
    }
    pending[index][feed.rawValue].raw(line)
    pending[index][feed.rawValue].newline()
  }

  /// Writes the files of all days before this one.
  mutating func flush(before day: CivilDay) throws {
    while flushedDays < pending.count, firstDay.number + flushedDays < day.number {
      let files = pending[flushedDays]
      pending[flushedDays] = []
      for feed in Feed.allCases where !files[feed.rawValue].isEmpty {
        try write(
          files[feed.rawValue], of: feed, on: CivilDay(number: firstDay.number + flushedDays))
      }
      flushedDays += 1
    }
  }

  /// Writes a file, unless it is there with the same content: one that was loaded already then
  /// stays as it was, with its time of modification.
  mutating func write(_ content: [UInt8], named name: String) throws {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    let data = Data(content)
    defer { bytesWritten += content.count }
    if let present = try? Data(contentsOf: url), present == data { return }
    do {
      try data.write(to: url)
    } catch {
      throw SampleError(
        kind: .file, message: "could not write \(path)/\(name): \(error.localizedDescription)",
        hint: "check that the folder is writable and the disk has room")
    }
  }

  private mutating func write(_ content: TextLine, of feed: Feed, on day: CivilDay) throws {
    let (folder, name) = feed.file(on: day.text)
    try makeFolder(folder)
    try write(content.bytes, named: "\(folder)/\(name)")
    fileCounts[feed.table, default: 0] += 1
  }

  private mutating func makeFolder(_ name: String) throws {
    guard madeFolders.insert(name).inserted else { return }
    do {
      try FileManager.default.createDirectory(
        atPath: "\(path)/\(name)", withIntermediateDirectories: true)
    } catch {
      throw SampleError(
        kind: .file,
        message: "could not create the folder \(path)/\(name): \(error.localizedDescription)",
        hint: "check that the parent folder exists and is writable")
    }
  }
}
