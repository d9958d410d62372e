import Columnar

extension JSONValue {
  /// A value of a column as the log's JSON has it.
  init(_ value: Value) {
    switch value {
    case .boolean(let flag): self = .boolean(flag)
    case .integer(let number): self = .number(String(number))
    case .unsigned(let number): self = .number(String(number))
    case .hugeInteger(let number): self = .number(String(number))
    case .float(let number): self = number.isFinite ? .number("\(number)") : .null
    case .double(let number): self = number.isFinite ? .number("\(number)") : .null
    case .decimal(let number): self = .number(Literal.text(number.unscaled, number.scale))
    case .string(let text), .json(let text): self = .string(text)
    case .date(let days): self = CivilTime.text(days: Int(days)).map { .string($0) } ?? .null
    case .timestamp(let time, let unit, let isAdjustedToUTC):
      self = JSONValue(time: time, unit, isAdjustedToUTC: isAdjustedToUTC)
    case .list(let elements): self = .array(elements.map { JSONValue($0) })
    case .structure(let members):
      self = .object(members.map { Member(name: $0.name, value: JSONValue($0.value)) })
    case .map(let entries):
      self = .object(
        entries.compactMap { entry in
          guard case .string(let name) = entry.key else { return nil }
          return Member(name: name, value: JSONValue(entry.value))
        })
    default: self = .null
    }
  }

  private init(time: Int64, _ unit: LogicalType.TimeUnit, isAdjustedToUTC: Bool) {
    let micros: Int64? =
      switch unit {
      case .seconds: time.multipliedReportingOverflow(by: 1_000_000).0
      case .milliseconds: time.multipliedReportingOverflow(by: 1_000).0
      case .microseconds: time
      case .nanoseconds: CivilTime.flooredDivision(time, by: 1_000).quotient
      }
    let text = micros.flatMap {
      CivilTime.text(microseconds: $0, separator: "T", digits: 6)
    }
    self = text.map { .string(isAdjustedToUTC ? $0 + "Z" : $0) } ?? .null
  }
}
