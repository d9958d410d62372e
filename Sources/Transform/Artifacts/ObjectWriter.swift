import JSON

/// Writes a JSON object member by member.
struct ObjectWriter {
  private var bytes: [UInt8] = [UInt8(ascii: "{")]
  private var isEmpty = true

  /// Begins an object that will take about so many bytes.
  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  private mutating func separate() {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
  }

  private mutating func put(name: String) {
    separate()
    JSONText.append(quoted: name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
  }

  /// Adds a member.
  mutating func put(_ name: String, _ value: DataValue) {
    put(name: name)
    value.write(into: &bytes)
  }

  /// Adds a member that is an object with the members that `body` adds.
  mutating func put(_ name: String, _ body: (inout ObjectWriter) -> Void) {
    put(name: name)
    bytes.append(UInt8(ascii: "{"))
    isEmpty = true
    body(&self)
    bytes.append(UInt8(ascii: "}"))
    isEmpty = false
  }

  /// Adds the members of objects that were begun apart.
  mutating func append(_ others: [ObjectWriter]) {
    for other in others where !other.isEmpty {
      separate()
      bytes += other.bytes.dropFirst()
    }
  }

  /// The whole object.
  consuming func finished() -> [UInt8] {
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }
}
