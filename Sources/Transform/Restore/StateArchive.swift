import OrderedCollections

/// Why a saved state cannot be used.
struct StateFault: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

/// What values pass through on their way into a saved state, or out of one.
///
/// One description of a type serves both ways, so that what is written is what is read.
protocol StateArchive {
  /// Whether values come out, rather than go in.
  var isReading: Bool { get }
  /// Passes a whole number, small ones in few bytes.
  mutating func number(_ value: inout Int) throws(StateFault)
  /// Passes eight bytes as they are.
  mutating func word(_ value: inout UInt64) throws(StateFault)
  /// Passes a text; equal ones are kept once.
  mutating func text(_ value: inout String) throws(StateFault)
  /// Passes entries; equal ones are kept once.
  mutating func entries(_ value: inout DataValue.Dictionary) throws(StateFault)
  /// Passes the number of elements that follow, each of a byte at least.
  mutating func count(_ value: inout Int) throws(StateFault)
}

/// A type whose values can be kept in a saved state.
protocol Archived {
  /// The value that a reader fills in.
  static var blank: Self { get }
  /// Passes each part of the value; reading replaces the parts.
  mutating func pass(through archive: inout some StateArchive) throws(StateFault)
}

extension StateArchive {
  mutating func value(_ value: inout some Archived) throws(StateFault) {
    try value.pass(through: &self)
  }

  mutating func flag(_ value: inout Bool) throws(StateFault) {
    var number = value ? 1 : 0
    try self.number(&number)
    value = number != 0
  }

  /// Passes a value of an enumeration by its name.
  mutating func name<Value: RawRepresentable<String>>(_ value: inout Value) throws(StateFault) {
    var name = value.rawValue
    try text(&name)
    guard isReading else { return }
    guard let known = Value(rawValue: name) else { throw StateFault("there is no \"\(name)\"") }
    value = known
  }

  mutating func elements<Element: Archived>(_ values: inout [Element]) throws(StateFault) {
    var count = values.count
    try self.count(&count)
    guard isReading else {
      for element in values {
        var element = element
        try element.pass(through: &self)
      }
      return
    }
    values = []
    values.reserveCapacity(count)
    for _ in 0..<count {
      var element = Element.blank
      try element.pass(through: &self)
      values.append(element)
    }
  }

  /// Passes values that are found by a key that each has in itself.
  mutating func elements<Element: Archived>(
    _ values: inout OrderedDictionary<String, Element>, by key: (Element) -> String
  ) throws(StateFault) {
    var list: [Element] = isReading ? [] : Array(values.values)
    try elements(&list)
    guard isReading else { return }
    values = OrderedDictionary(minimumCapacity: list.count)
    for element in list { values[key(element)] = element }
  }
}

extension String: Archived {
  static var blank: String { "" }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.text(&self)
  }
}

extension Bool: Archived {
  static var blank: Bool { false }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.flag(&self)
  }
}

extension Int: Archived {
  static var blank: Int { 0 }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.number(&self)
  }
}

extension Optional: Archived where Wrapped: Archived {
  static var blank: Wrapped? { nil }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    var isThere = self != nil
    try archive.flag(&isThere)
    guard isThere else {
      self = nil
      return
    }
    var value = self ?? Wrapped.blank
    try value.pass(through: &archive)
    self = value
  }
}

extension DataValue: Archived {
  static var blank: DataValue { .null }

  private enum Kind: Int {
    case null, no, yes, integer, float, string, list, dictionary
  }

  private var kind: Kind {
    switch self {
    case .null: .null
    case .boolean(let flag): flag ? .yes : .no
    case .integer: .integer
    case .float: .float
    case .string: .string
    case .list: .list
    case .dictionary: .dictionary
    }
  }

  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    var number = kind.rawValue
    try archive.number(&number)
    guard let kind = Kind(rawValue: number) else { throw StateFault("a value of no kind") }
    switch kind {
    case .null: self = .null
    case .no: self = .boolean(false)
    case .yes: self = .boolean(true)
    case .integer:
      var value = 0
      if case .integer(let own) = self { value = own }
      try archive.number(&value)
      self = .integer(value)
    case .float:
      var bits: UInt64 = 0
      if case .float(let own) = self { bits = own.bitPattern }
      try archive.word(&bits)
      self = .float(Double(bitPattern: bits))
    case .string:
      var value = string ?? ""
      try archive.text(&value)
      self = .string(value)
    case .list:
      var value = list ?? []
      try archive.elements(&value)
      self = .list(value)
    case .dictionary:
      var value = dictionary ?? [:]
      try archive.entries(&value)
      self = .dictionary(value)
    }
  }
}
