/// Writes structs in Thrift's compact protocol, as far as Parquet's metadata needs it.
struct ThriftWriter {
  private(set) var bytes: [UInt8] = []
  /// The number of the field before, for each struct that is open.
  private var fields: [Int] = [0]

  private enum Kind {
    static let yes: UInt8 = 1
    static let no: UInt8 = 2
    static let byte: UInt8 = 3
    static let int32: UInt8 = 5
    static let int64: UInt8 = 6
    static let binary: UInt8 = 8
    static let list: UInt8 = 9
    static let structure: UInt8 = 12
  }

  // MARK: Fields

  mutating func field(_ number: Int, _ value: Bool) {
    header(number, value ? Kind.yes : Kind.no)
  }

  mutating func field(_ number: Int, byte value: Int8) {
    header(number, Kind.byte)
    bytes.append(UInt8(bitPattern: value))
  }

  mutating func field(_ number: Int, int32 value: Int) {
    header(number, Kind.int32)
    zigzag(Int64(value))
  }

  mutating func field(_ number: Int, int64 value: Int64) {
    header(number, Kind.int64)
    zigzag(value)
  }

  mutating func field(_ number: Int, _ value: [UInt8]) {
    header(number, Kind.binary)
    binary(value)
  }

  mutating func field(_ number: Int, _ value: String) { field(number, Array(value.utf8)) }

  /// A field that is a struct, whose fields `body` writes.
  mutating func field(_ number: Int, _ body: (inout ThriftWriter) -> Void) {
    header(number, Kind.structure)
    structure(body)
  }

  mutating func field(_ number: Int, int32s values: [Int]) {
    list(number, Kind.int32, count: values.count)
    for value in values { zigzag(Int64(value)) }
  }

  mutating func field(_ number: Int, texts values: [String]) {
    list(number, Kind.binary, count: values.count)
    for value in values { binary(Array(value.utf8)) }
  }

  mutating func field<Element>(
    _ number: Int, structures elements: [Element], _ body: (inout ThriftWriter, Element) -> Void
  ) {
    list(number, Kind.structure, count: elements.count)
    for element in elements { structure { body(&$0, element) } }
  }

  // MARK: Values

  /// A struct whose fields `body` writes.
  mutating func structure(_ body: (inout ThriftWriter) -> Void) {
    fields.append(0)
    body(&self)
    fields.removeLast()
    bytes.append(0)
  }

  private mutating func header(_ number: Int, _ kind: UInt8) {
    let distance = number - (fields.last ?? 0)
    if (1...15).contains(distance) {
      bytes.append(UInt8(distance) << 4 | kind)
    } else {
      bytes.append(kind)
      zigzag(Int64(number))
    }
    fields[fields.count - 1] = number
  }

  private mutating func list(_ number: Int, _ kind: UInt8, count: Int) {
    header(number, Kind.list)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | kind)
    } else {
      bytes.append(0xF0 | kind)
      bytes.appendVarint(UInt64(count))
    }
  }

  private mutating func binary(_ value: [UInt8]) {
    bytes.appendVarint(UInt64(value.count))
    bytes += value
  }

  private mutating func zigzag(_ value: Int64) {
    bytes.appendVarint(UInt64(bitPattern: value << 1 ^ value >> 63))
  }
}

extension [UInt8] {
  /// Seven bits a byte, the least significant first.
  mutating func appendVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  mutating func appendLittleEndian(_ value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
