#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Texts as C takes them, ended by a null pointer.
struct CStrings {
  private let texts: [String]

  init(_ texts: [String]) {
    self.texts = texts
  }

  func withPointers<R>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> R) -> R {
    let copies = texts.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    let pointers = copies.map { $0.map { UnsafePointer($0) } }
    return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}

/// The arguments of a statement: bytes as they are, everything else as text.
struct Arguments {
  private let values: [PostgreSQLValue]

  init(_ values: [PostgreSQLValue]) {
    self.values = values
  }

  /// Calls `body` with their number, the values, their lengths and their formats.
  func withPointers<R>(
    _ body: (
      CInt, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<CInt>?, UnsafePointer<CInt>?
    ) -> R
  ) -> R {
    // One buffer for all, each value ended by a zero, so that nothing else is allocated.
    var bytes: [UInt8] = []
    var starts: [Int?] = []
    var lengths: [CInt] = []
    var formats: [CInt] = []
    for value in values {
      let start = bytes.count
      var format: CInt = 0
      switch value {
      case .null: break
      case .integer(let integer): bytes += Array("\(integer)".utf8)
      case .real(let real): bytes += Array("\(real)".utf8)
      case .text(let text): bytes += Array(text.utf8)
      case .binary(let binary):
        bytes += binary
        format = 1
      }
      starts.append(value == .null ? nil : start)
      lengths.append(CInt(bytes.count - start))
      formats.append(format)
      bytes.append(0)
    }
    return bytes.withUnsafeBufferPointer { buffer in
      let base = UnsafeRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
      let pointers = starts.map { start in start.flatMap { start in base.map { $0 + start } } }
      return pointers.withUnsafeBufferPointer { pointers in
        body(CInt(values.count), pointers.baseAddress, lengths, formats)
      }
    }
  }
}
