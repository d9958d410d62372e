/// A stream of pseudo-random numbers that is the same for a seed on every machine and release:
/// xoshiro256**, its state filled by SplitMix64, as the authors of both recommend.
///
/// Only integers are drawn; floating point would let rounding differ between machines.
struct RandomStream {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  init(seed: UInt64) {
    var mixer = seed
    state = (0, 0, 0, 0)
    state.0 = splitMix(&mixer)
    state.1 = splitMix(&mixer)
    state.2 = splitMix(&mixer)
    state.3 = splitMix(&mixer)
  }

  /// A stream of its own for one thing, so that what is drawn for it does not depend on what was
  /// drawn for others before.
  init(seed: UInt64, label: UInt64, index: UInt64) {
    self.init(seed: mixed(seed &+ label &* 0x9e37_79b9_7f4a_7c15, index))
  }

  mutating func next() -> UInt64 {
    let result = rotated(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotated(state.3, 45)
    return result
  }

  /// A number from 0 up to, not including, `bound`, which is at least 1.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number within the range.
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// True so many times in ten thousand.
  mutating func chance(_ perTenThousand: Int) -> Bool {
    below(10_000) < perTenThousand
  }

  /// An index below `bound` where low ones are more likely, as bestsellers and regulars are.
  mutating func skewed(below bound: Int) -> Int {
    let first = below(bound)
    let second = below(bound)
    return first < second ? first : second
  }
}

private func rotated(_ value: UInt64, _ count: UInt64) -> UInt64 {
  (value << count) | (value >> (64 - count))
}

private func splitMix(_ state: inout UInt64) -> UInt64 {
  state &+= 0x9e37_79b9_7f4a_7c15
  var z = state
  z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
  z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
  return z ^ (z >> 31)
}

/// One number out of two, each bit depending on all of both.
func mixed(_ first: UInt64, _ second: UInt64) -> UInt64 {
  var state = first ^ (second &* 0xd6e8_feb8_6659_fd93)
  return splitMix(&state)
}
