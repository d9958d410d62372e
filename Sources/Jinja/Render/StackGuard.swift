#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How deep the stack of this thread may grow before evaluation gives up with an error.
///
/// Renders happen on threads whose stacks differ in size by a factor of sixteen, so a count of
/// calls alone would be too low for one or too high for another.
struct StackGuard {
  /// The address below which evaluation stops.
  private let floor: UInt

  /// Left for what runs below the last check: string formatting, sorting, deallocation.
  private static let reserve: UInt = 128 * 1024

  static var current: StackGuard {
    if let known = pthread_getspecific(floorKey) {
      return StackGuard(floor: UInt(bitPattern: known))
    }
    let floor = lowestAddress() + reserve
    pthread_setspecific(floorKey, UnsafeMutableRawPointer(bitPattern: floor))
    return StackGuard(floor: floor)
  }

  /// Whether the stack has room for one more level.
  @inline(__always)
  var hasRoom: Bool {
    var marker: UInt8 = 0
    return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) } > floor
  }

  private static let floorKey: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  private static func lowestAddress() -> UInt {
    #if canImport(Glibc)
      // The C library hides this extension from Swift's import, hence the lookup by name.
      typealias Getter = @convention(c) (pthread_t, UnsafeMutablePointer<pthread_attr_t>) -> Int32
      guard let symbol = dlsym(dlopen(nil, RTLD_LAZY), "pthread_getattr_np") else { return 0 }
      let getter = unsafeBitCast(symbol, to: Getter.self)
      let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
      defer { attributes.deallocate() }
      guard getter(pthread_self(), attributes) == 0 else { return 0 }
      defer { pthread_attr_destroy(attributes) }
      var base: UnsafeMutableRawPointer?
      var size = 0
      guard pthread_attr_getstack(attributes, &base, &size) == 0 else { return 0 }
      return UInt(bitPattern: base)
    #else
      let thread = pthread_self()
      let top = UInt(bitPattern: pthread_get_stackaddr_np(thread))
      return top - UInt(pthread_get_stacksize_np(thread))
    #endif
  }
}
