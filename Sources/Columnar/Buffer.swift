/// Bytes that never change, owned or lent by a foreign owner that is kept alive with them.
///
/// Copies share the bytes. Safe to use from any thread, because nothing writes to the bytes once
/// the buffer exists; a foreign owner must allow its last release on any thread.
public struct Buffer: @unchecked Sendable {
  @usableFromInline let base: UnsafeRawPointer?
  /// The number of bytes.
  public let byteCount: Int
  @usableFromInline let owner: AnyObject?

  /// No bytes.
  public init() {
    base = nil
    byteCount = 0
    owner = nil
  }

  /// Lends the bytes at `base`, which stay valid and unchanged for as long as `owner` lives.
  public init(lending base: UnsafeRawPointer, byteCount: Int, owner: AnyObject) {
    self.base = base
    self.byteCount = byteCount
    self.owner = owner
  }

  /// Allocates `byteCount` bytes, zeroes them and lets `fill` write them.
  public init(
    byteCount: Int, fill: (UnsafeMutableRawBufferPointer) throws -> Void
  ) rethrows {
    let allocation = Allocation(byteCount: byteCount)
    try fill(allocation.bytes)
    base = UnsafeRawPointer(allocation.bytes.baseAddress)
    self.byteCount = byteCount
    owner = allocation
  }

  /// Copies the values.
  public init<T: BitwiseCopyable>(_ values: [T]) {
    self.init(byteCount: values.count * MemoryLayout<T>.stride) { target in
      values.withUnsafeBytes { target.copyMemory(from: $0) }
    }
  }

  /// Gives access to the bytes; the pointer must not leave `body`.
  @inlinable
  public func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    defer { withExtendedLifetime(owner) {} }
    return try body(UnsafeRawBufferPointer(start: base, count: byteCount))
  }

  /// The value at position `index` of an array of `T`.
  @inlinable
  public func load<T: BitwiseCopyable>(_ type: T.Type = T.self, at index: Int) -> T {
    let position = index * MemoryLayout<T>.stride
    precondition(position >= 0 && position + MemoryLayout<T>.size <= byteCount)
    return withBytes { $0.loadUnaligned(fromByteOffset: position, as: T.self) }
  }

  /// The bit at position `index`, counted from the least significant bit of the first byte.
  @inlinable
  public func bit(at index: Int) -> Bool {
    load(UInt8.self, at: index >> 3) & (1 << UInt8(index & 7)) != 0
  }
}

/// Zeroed memory on a cache line's boundary, as Arrow recommends.
private final class Allocation {
  let bytes: UnsafeMutableRawBufferPointer

  init(byteCount: Int) {
    bytes = .allocate(byteCount: byteCount, alignment: 64)
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit { bytes.deallocate() }
}

extension Buffer {
  /// A bitmap of `count` bits, each as `bit` says.
  init(bitCount count: Int, bit: (Int) -> Bool) {
    self.init(byteCount: (count + 7) / 8) { target in
      for index in 0..<count where bit(index) {
        target[index >> 3] |= 1 << UInt8(index & 7)
      }
    }
  }

  /// The number of set bits among `count` bits from bit `start` on.
  func setBits(from start: Int, count: Int) -> Int {
    withBytes { bytes in
      var total = 0
      var index = start
      let end = start + count
      while index < end, index & 7 != 0 {
        total += Int(bytes[index >> 3] >> UInt8(index & 7)) & 1
        index += 1
      }
      while index + 64 <= end {
        let word = bytes.loadUnaligned(fromByteOffset: index >> 3, as: UInt64.self)
        total += word.nonzeroBitCount
        index += 64
      }
      while index < end {
        total += Int(bytes[index >> 3] >> UInt8(index & 7)) & 1
        index += 1
      }
      return total
    }
  }
}
