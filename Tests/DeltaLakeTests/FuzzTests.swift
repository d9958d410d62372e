import DeltaFuzz
import Foundation
import Testing

/// Damaged tables of every kind, a few of those that `delta-fuzz` reads: each gives a table or a
/// `DeltaError`, and nothing else.
///
/// `FUZZ_ROUNDS` makes the run longer, `FUZZ_SEED` another.
@Suite struct FuzzTests {
  static let rounds =
    ProcessInfo.processInfo.environment["FUZZ_ROUNDS"].flatMap { UInt64($0) } ?? 1_000
  static let seed =
    ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

  @Test(arguments: DeltaFuzz.Place.allCases)
  func noTableCrashesTheReader(_ place: DeltaFuzz.Place) async throws {
    var refused: UInt64 = 0
    for number in 0..<Self.rounds {
      let outcome = try await DeltaFuzz.run(place, number: Self.seed << 32 | number)
      if outcome == .refused { refused += 1 }
    }
    #expect(refused < Self.rounds)
    #expect(refused > 0 || place == .path)
  }
}
