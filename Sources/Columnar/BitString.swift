/// DuckDB's form of a string of bits: the number of unused bits in the first byte of data, then
/// the bits, most significant first, the unused ones set.
package enum BitString {
  /// Packs the digits `0` and `1`.
  package static func packed(_ digits: UnsafeRawBufferPointer) -> [UInt8] {
    let padding = (8 - digits.count % 8) % 8
    var bytes: [UInt8] = [UInt8(padding)]
    bytes.reserveCapacity(1 + (digits.count + padding) / 8)
    var current: UInt8 = 0
    for index in 0..<(digits.count + padding) {
      let isSet = index < padding || digits[index - padding] == UInt8(ascii: "1")
      current = current << 1 | (isSet ? 1 : 0)
      if index & 7 == 7 { bytes.append(current) }
    }
    return bytes
  }

  /// The digits of packed bits.
  package static func digits(_ packed: UnsafeRawBufferPointer) -> [UInt8] {
    guard let padding = packed.first else { return [] }
    let count = (packed.count - 1) * 8
    return (min(Int(padding), count)..<count).map { index in
      let byte = packed[1 + index / 8]
      return byte & (0x80 >> UInt8(index & 7)) == 0 ? UInt8(ascii: "0") : UInt8(ascii: "1")
    }
  }
}
