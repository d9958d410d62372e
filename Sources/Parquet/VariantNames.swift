/// The names of the fields in a variant, which its objects name by their number: the metadata of
/// Parquet's variant encoding.
struct VariantNames {
  private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]

  /// Reads the encoding.
  init(_ metadata: [UInt8]) throws(ShreddedVariantError) {
    guard let header = metadata.first, header & 0x0f == 1 else {
      throw ShreddedVariantError("its metadata are not of version 1")
    }
    let width = Int(header >> 6) + 1
    let cursor = VariantBytes(metadata[...])
    let count = try cursor.number(at: 1, width: width)
    let text = 1 + width * (count + 2)
    for index in 0..<count {
      let start = try cursor.number(at: 1 + width * (index + 1), width: width)
      let end = try cursor.number(at: 1 + width * (index + 2), width: width)
      let bytes = try cursor.slice(from: text + start, to: text + end)
      guard let name = String(validating: bytes, as: UTF8.self) else {
        throw ShreddedVariantError("a field's name is not UTF-8")
      }
      numbers[name] = names.count
      names.append(name)
    }
  }

  /// The number of a name, which is added where it is new.
  mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }

  /// The metadata's encoding, four bytes to each offset; the names are in no order.
  var encoded: [UInt8] {
    var bytes: [UInt8] = [1 | 3 << 6]
    VariantEncoding.append(UInt32(names.count), to: &bytes)
    var end: UInt32 = 0
    VariantEncoding.append(end, to: &bytes)
    for name in names {
      end += UInt32(name.utf8.count)
      VariantEncoding.append(end, to: &bytes)
    }
    for name in names { bytes += name.utf8 }
    return bytes
  }
}

/// Bytes of which nothing is taken that is not there.
struct VariantBytes {
  private let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  /// An unsigned number of 1 to 4 bytes, the least first.
  func number(at place: Int, width: Int) throws(ShreddedVariantError) -> Int {
    let slice = try slice(from: place, to: place + width)
    return slice.reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// The bytes between two places, counted from the first.
  func slice(from start: Int, to end: Int) throws(ShreddedVariantError) -> ArraySlice<UInt8> {
    guard start >= 0, start <= end, end <= bytes.count else {
      throw ShreddedVariantError("its bytes end too early")
    }
    return bytes[(bytes.startIndex + start)..<(bytes.startIndex + end)]
  }

  var count: Int { bytes.count }
}
