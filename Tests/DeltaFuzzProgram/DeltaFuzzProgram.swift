import DeltaFuzz
import Foundation

/// `delta-fuzz COUNT [FIRST]`: reads so many damaged tables, of every kind by turns, and says what
/// became of them. It prints how far it has got, so that an input that ends the program is found.
@main struct DeltaFuzzProgram {
  private static let step: UInt64 = 100_000

  static func main() async {
    let arguments = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
    guard let count = arguments.first, CommandLine.arguments.count <= 3 else {
      print("usage: delta-fuzz COUNT [FIRST]")
      exit(2)
    }
    let first = arguments.dropFirst().first ?? 0
    let places = DeltaFuzz.Place.allCases
    var read = 0
    var refused = 0
    var findings = 0
    for number in first..<(first + count) {
      let place = places[Int(number % UInt64(places.count))]
      do {
        switch try await DeltaFuzz.run(place, number: number) {
        case .read: read += 1
        case .refused: refused += 1
        }
      } catch {
        findings += 1
        print("input \(number), \(place.rawValue): \(error)")
      }
      if (number - first + 1) % step == 0 {
        print("\(number - first + 1) of \(count): \(read) read, \(refused) refused")
        fflush(nil)
      }
    }
    print("\(count) inputs: \(read) read, \(refused) refused, \(findings) findings")
    exit(findings == 0 ? 0 : 1)
  }
}
