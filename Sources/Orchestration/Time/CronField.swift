/// One field of a cron expression, read to the set of values it allows.
struct CronField: Sendable, Hashable {
  struct Kind: Sendable {
    var name: String
    var range: ClosedRange<Int>
    /// Names that may stand for numbers, the first for the lowest of `range`.
    var names: [String] = []

    static let second = Kind(name: "second", range: 0...59)
    static let minute = Kind(name: "minute", range: 0...59)
    static let hour = Kind(name: "hour", range: 0...23)
    static let dayOfMonth = Kind(name: "day of month", range: 1...31)
    static let month = Kind(
      name: "month", range: 1...12,
      names: [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
      ])
    /// Sunday is 0 and 7.
    static let weekday = Kind(
      name: "day of week", range: 0...7,
      names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"])
  }

  /// A weekday that counts only as the nth of its month.
  struct NthWeekday: Sendable, Hashable {
    var weekday: Int
    /// 1 to 5, or `nil` for the last.
    var nth: Int?
  }

  /// A bit for each value allowed.
  private(set) var values: UInt64 = 0
  /// Whether the field says `*`, or as much with other words.
  private(set) var isAny = false
  /// Whether a day of month says `L`.
  private(set) var hasLastDay = false
  private(set) var nthWeekdays: [NthWeekday] = []

  func contains(_ value: Int) -> Bool { values & 1 << UInt64(value) != 0 }

  /// The least value allowed that is at least `value`.
  func first(from value: Int) -> Int? {
    guard value < 64 else { return nil }
    let rest = values & (~0 << UInt64(max(0, value)))
    return rest == 0 ? nil : rest.trailingZeroBitCount
  }

  /// The greatest value allowed that is at most `value`.
  func last(upTo value: Int) -> Int? {
    guard value >= 0 else { return nil }
    let rest = value >= 63 ? values : values & ((1 << UInt64(value + 1)) - 1)
    return rest == 0 ? nil : 63 - rest.leadingZeroBitCount
  }

  /// Reads a field.
  ///
  /// - Throws: ``ScheduleError`` that names the field and what is wrong in it.
  init(_ text: Substring, _ kind: Kind) throws(ScheduleError) {
    let isWeekday = kind.names.first == "sun"
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      if item == "*" || item == "?" {
        isAny = true
        add(from: kind.range.lowerBound, through: kind.range.upperBound, step: 1)
      } else if kind.range == 1...31, item.lowercased() == "l" {
        hasLastDay = true
      } else if isWeekday, let nth = try Self.nthWeekday(item, kind) {
        nthWeekdays.append(nth)
      } else {
        try add(item, kind)
      }
    }
    if isWeekday, contains(7) { values = values & ~(1 << 7) | 1 }
    if isWeekday, !nthWeekdays.isEmpty, values != 0 {
      throw Self.error(text, kind, "mixes weekdays with nth weekdays")
    }
  }

  /// Says that the field, which allows every value, is to count as `*`.
  ///
  /// - Parameter everything: the values there are.
  mutating func generalize(to everything: ClosedRange<Int>) {
    if everything.allSatisfy(contains) { isAny = true }
  }

  private mutating func add(_ item: Substring, _ kind: Kind) throws(ScheduleError) {
    let halves = item.split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count <= 2 else { throw Self.error(item, kind, "has more than one step") }
    var step = 1
    if halves.count == 2 {
      guard let number = Int(halves[1]), number > 0 else {
        throw Self.error(item, kind, "has a step that is no positive number")
      }
      step = number
    }
    if halves[0] == "*" {
      add(from: kind.range.lowerBound, through: kind.range.upperBound, step: step)
      return
    }
    let bounds = halves[0].split(separator: "-", omittingEmptySubsequences: false)
    let low = try Self.value(bounds.first ?? "", kind)
    guard bounds.count <= 2 else { throw Self.error(item, kind, "has more than two bounds") }
    guard bounds.count == 2 else {
      add(from: low, through: halves.count == 2 ? kind.range.upperBound : low, step: step)
      return
    }
    let high = try Self.value(bounds[1], kind)
    if low < high {
      add(from: low, through: high, step: step)
    } else if low == high {
      // A range from a value to itself goes once around.
      add(from: kind.range.lowerBound, through: kind.range.upperBound, step: step)
    } else {
      addAround(from: low, through: high, step: step, kind)
    }
  }

  private mutating func add(from low: Int, through high: Int, step: Int) {
    for value in stride(from: low, through: high, by: step) { values |= 1 << UInt64(value) }
  }

  /// A range that goes past the end of the field and begins anew, as `fri-mon`.
  private mutating func addAround(from low: Int, through high: Int, step: Int, _ kind: Kind) {
    let isWeekday = kind.names.first == "sun"
    let count = isWeekday ? 7 : kind.range.count
    let first = kind.range.lowerBound
    for offset in stride(from: 0, through: count - low + high, by: step) {
      values |= 1 << UInt64((low - first + offset) % count + first)
    }
  }

  /// `fri#2`, `l5` or `5l`.
  private static func nthWeekday(
    _ item: Substring, _ kind: Kind
  ) throws(ScheduleError) -> NthWeekday? {
    let lower = item.lowercased()
    if let hash = lower.firstIndex(of: "#") {
      let weekday = try value(lower[..<hash], kind)
      let nth = lower[lower.index(after: hash)...]
      if nth == "l" { return NthWeekday(weekday: weekday % 7, nth: nil) }
      guard let number = Int(nth), (1...5).contains(number) else {
        throw error(item, kind, "counts weekdays from 1 to 5")
      }
      return NthWeekday(weekday: weekday % 7, nth: number)
    }
    guard lower.count == 2, lower.first == "l" else { return nil }
    return NthWeekday(weekday: try value(lower.dropFirst(), kind) % 7, nth: nil)
  }

  private static func value(_ text: Substring, _ kind: Kind) throws(ScheduleError) -> Int {
    if let index = kind.names.firstIndex(of: text.lowercased()) {
      return kind.range.lowerBound + index
    }
    guard let value = Int(text), text.first != "+" else {
      throw error(text, kind, "is not understood")
    }
    guard kind.range.contains(value) else {
      throw error(
        text, kind, "is outside \(kind.range.lowerBound) to \(kind.range.upperBound)")
    }
    return value
  }

  private static func error(_ text: Substring, _ kind: Kind, _ problem: String) -> ScheduleError {
    ScheduleError(.cron, "the \(kind.name) \"\(text)\" of the cron expression \(problem)")
  }
}
