import Calendar
import Foundation

/// The shop's year, lived day by day.
///
/// What a day sets off may land in files of other days: sessions up to two weeks before an order,
/// changes of its status and refunds up to a month after. A file is therefore written once no
/// later day can add to it.
struct ShopSimulation {
  let seed: UInt64
  let orders: Int
  let days: Int
  let defects: ShopDefects
  let products: [ShopProduct]
  var landing: LandingFolder
  var truth = ShopExpectations()
  var random: RandomStream
  var customersSoFar: Int

  private var ordersSoFar = 0
  /// Lines by feed; the manifest has them by table.
  private var lines = Array(
    repeating: ShopExpectations.Lines(), count: LandingFolder.Feed.allCases.count)
  private let weights: [Int]

  /// 2025-01-01.
  static let firstDay = CivilDay(number: 20_089)
  /// How many days back an order may have its first session.
  static let attributionDays = 14

  init(seed: UInt64, orders: Int, days: Int, defects: ShopDefects, landing: LandingFolder) {
    self.seed = seed
    self.orders = orders
    self.days = days
    self.defects = defects
    self.landing = landing
    let count = min(500, max(20, orders / 20))
    products = (1...count).map { ShopProduct(number: $0, seed: seed) }
    random = RandomStream(seed: seed, label: 3, index: 0)
    customersSoFar = max(1, orders / 20)
    weights = (0..<days).map { Self.weight(of: CivilDay(number: Self.firstDay.number + $0)) }
  }

  var lastDay: CivilDay { CivilDay(number: Self.firstDay.number + days - 1) }

  /// How busy a day is: weekends and the weeks before Christmas more than others.
  private static func weight(of day: CivilDay) -> Int {
    let week = [90, 92, 95, 100, 108, 125, 130][day.weekday]
    let season = [80, 82, 88, 92, 96, 94, 90, 88, 96, 104, 140, 150][day.parts.month - 1]
    return week * season
  }

  /// Adds everything that one day, counted from 0, sets off.
  mutating func run(day index: Int) throws {
    let day = CivilDay(number: Self.firstDay.number + index)
    if index == 0 { exportFirstCustomers(on: day) }
    if index == 0 || day.parts.day == 1 { exportCatalogue(on: day) }
    let total = weights.reduce(0, +)
    let before = weights[..<index].reduce(0, +)
    let through = before + weights[index]
    let goal = orders * through / total - orders * before / total
    for position in 0..<goal {
      ordersSoFar += 1
      let second = (position * 86_400 + random.below(86_400)) / max(goal, 1)
      placeOrder(ordersSoFar, at: CivilTime(day, second: min(second, 86_399)))
    }
    for _ in 0..<(goal / 2) { visitWithoutBuying(on: day) }
    try landing.flush(before: CivilDay(number: day.number - Self.attributionDays))
  }

  /// Writes what is still held and the manifest.
  mutating func finish() throws -> ShopExpectations {
    try landing.flush(before: CivilDay(number: lastDay.number + 1))
    truth.orders = ordersSoFar
    truth.customers = customersSoFar
    truth.files = landing.fileCounts
    for feed in LandingFolder.Feed.allCases {
      truth.lines[feed.table, default: .init()].add(lines[feed.rawValue])
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let text = try encoder.encode(truth)
    try landing.write(Array(text) + [UInt8(ascii: "\n")], named: "_expected.json")
    return truth
  }

  /// Adds a line that fits its table, once or, as deliveries are repeated, twice.
  mutating func deliver(_ line: TextLine, to feed: LandingFolder.Feed, on day: CivilDay) {
    guard day <= lastDay else { return }
    landing.append(line, to: feed, on: day)
    lines[feed.rawValue].loadable += 1
    if random.chance(defects.duplicate) {
      landing.append(line, to: feed, on: day)
      lines[feed.rawValue].loadable += 1
      lines[feed.rawValue].duplicates += 1
    }
  }

  /// Adds a line that cannot be loaded.
  mutating func spoil(_ line: TextLine, in feed: LandingFolder.Feed, on day: CivilDay) {
    guard day <= lastDay else { return }
    landing.append(line, to: feed, on: day)
    lines[feed.rawValue].rejected += 1
  }

  /// Before a good CSV line: perhaps a torn copy of it, perhaps one with a column too many.
  mutating func tear(_ line: TextLine, in feed: LandingFolder.Feed, on day: CivilDay) {
    guard random.chance(defects.ragged) else { return }
    var torn = line
    if random.chance(5_000), let comma = line.bytes.firstIndex(of: UInt8(ascii: ",")) {
      torn.truncate(to: comma)
    } else {
      torn.raw(",surplus")
    }
    spoil(torn, in: feed, on: day)
  }

  /// Before a good JSON line: perhaps its first half, perhaps something that is no object.
  mutating func breakJSON(_ line: TextLine, in feed: LandingFolder.Feed, on day: CivilDay) {
    guard random.chance(defects.brokenJSON) else { return }
    var broken = line
    switch random.below(3) {
    case 0: broken.truncate(to: line.count / 2)
    case 1:
      broken.removeAll()
      broken.raw("[1,2,3]")
    default:
      broken.removeAll()
      broken.raw("upstream connect error or disconnect/reset before headers")
    }
    spoil(broken, in: feed, on: day)
  }
}
