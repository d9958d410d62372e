import FoundationEssentials

/// Windows of event time: what `--sample` and the batches of a microbatch model read.
enum EventTime {
  /// A half-open window, both ends as texts of UTC timestamps.
  struct Batch: Sendable {
    var start: String
    var end: String
  }

  /// The sizes of batches.
  enum Size: String, Sendable {
    case hour, day, month, year
  }

  /// The window that `--sample` names: `3 days` back from now, or `{'start': …, 'end': …}`.
  ///
  /// - Throws: ``TransformError`` of kind `usage` for anything else.
  static func sample(_ text: String) throws(TransformError) -> (start: String, end: String) {
    if text.hasPrefix("{") {
      let value = try YAMLValue.parse(text, file: "--sample").data
      if let start = value["start"]?.pythonString, let end = value["end"]?.pythonString,
        let first = date(start), let last = date(end)
      {
        return (self.text(first), self.text(last))
      }
    }
    let parts = text.split(separator: " ")
    let unit = parts.last.map { $0.hasSuffix("s") ? String($0.dropLast()) : String($0) } ?? ""
    guard parts.count == 2, let count = Int(parts[0]), count > 0, let size = Size(rawValue: unit)
    else {
      throw TransformError(
        .usage, "--sample cannot be '\(text)'",
        hint: "write '3 days', or \"{'start': '2024-01-01', 'end': '2024-02-01'}\"")
    }
    let now = Date()
    return (self.text(shifted(now, size, by: -count)), self.text(now))
  }

  /// The batches of a model, oldest first.
  ///
  /// - Parameters:
  ///   - size: how long a batch is.
  ///   - begin: the start of the first batch of a model that is built anew.
  ///   - start: the start asked for, if any.
  ///   - end: the end asked for, if any.
  ///   - lookback: how many batches before the current one are built again.
  ///   - isNew: whether the model is built anew.
  /// - Returns: at most 100,000 batches.
  static func batches(
    _ size: Size, begin: Date, start: Date?, end: Date?, lookback: Int, isNew: Bool
  ) -> [Batch] {
    let last = end.map { ceiling($0, size) } ?? ceiling(Date(), size)
    let first: Date
    if let start {
      first = floor(start, size)
    } else if isNew {
      first = floor(begin, size)
    } else {
      first = max(
        shifted(floor(last.addingTimeInterval(-1), size), size, by: -lookback),
        floor(begin, size))
    }
    var batches: [Batch] = []
    var current = first
    while current < last, batches.count < 100_000 {
      let next = shifted(current, size, by: 1)
      batches.append(Batch(start: text(current), end: text(next)))
      current = next
    }
    return batches
  }

  /// A point in time as SQL compares with it.
  static func text(_ date: Date) -> String {
    let text = PythonDateTime.isoText(date)
    return text.prefix(10) + " " + text.dropFirst(11).prefix(8) + "+00:00"
  }

  /// A time as configuration shows it: `2024-01-02T00:00:00`.
  static func isoText(_ date: Date) -> String { String(PythonDateTime.isoText(date).prefix(19)) }

  /// Reads `2024-01-02`, optionally with a time of day; nil for anything else.
  static func date(_ text: String) -> Date? {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count >= 3, (1...12).contains(numbers[1]), (1...31).contains(numbers[2]) else {
      return nil
    }
    var parts = DateComponents()
    parts.year = numbers[0]
    parts.month = numbers[1]
    parts.day = numbers[2]
    parts.hour = numbers.count > 3 ? numbers[3] : 0
    parts.minute = numbers.count > 4 ? numbers[4] : 0
    parts.second = numbers.count > 5 ? numbers[5] : 0
    return calendar.date(from: parts)
  }

  private static var calendar: Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar
  }

  private static func component(_ size: Size) -> Calendar.Component {
    switch size {
    case .hour: .hour
    case .day: .day
    case .month: .month
    case .year: .year
    }
  }

  static func floor(_ date: Date, _ size: Size) -> Date {
    calendar.dateInterval(of: component(size), for: date)?.start ?? date
  }

  private static func ceiling(_ date: Date, _ size: Size) -> Date {
    let start = floor(date, size)
    return start == date ? date : shifted(start, size, by: 1)
  }

  static func shifted(_ date: Date, _ size: Size, by count: Int) -> Date {
    calendar.date(byAdding: component(size), value: count, to: date) ?? date
  }
}
