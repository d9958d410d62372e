import Columnar
import Testing

@testable import QueryEngine

/// Curves through a grid with one row in each cell.
@Suite struct SpaceFillingCurveTests {
  /// The cells of a cube of `side` cells each way, in the order of a curve.
  static func cells(
    _ kind: SpaceFillingCurve.Kind, dimensions: Int, side: Int
  ) async throws -> [[Int64]] {
    let names = (0..<dimensions).map { "x\($0)" }
    let tables = names.map { "range(\(side)) AS r\($0)(\($0))" }
    let curve = SpaceFillingCurve(kind: kind, columns: names)
    let test = try await TestLake()
    let session = try await test.lake.session()
    let rows = try await session.execute(
      curve.ordered("SELECT * FROM \(tables.joined(separator: ", "))")
    ).rows()
    await session.close()
    return rows.map { row in
      row.map { value in
        guard case .integer(let number) = value else { return -1 }
        return number
      }
    }
  }

  @Test(arguments: [(2, 32), (3, 8), (4, 4)])
  func neighboursOnAHilbertCurveAreNeighbours(_ dimensions: Int, _ side: Int) async throws {
    let cells = try await Self.cells(.hilbert, dimensions: dimensions, side: side)
    #expect(Set(cells).count == Int(pow(side, dimensions)))
    for (cell, next) in zip(cells, cells.dropFirst()) {
      #expect(zip(cell, next).reduce(0) { $0 + abs($1.0 - $1.1) } == 1)
    }
  }

  @Test func quartersOfAZOrderAreSquares() async throws {
    let cells = try await Self.cells(.zOrder, dimensions: 2, side: 16)
    for quarter in 0..<4 {
      let part = cells[(quarter * 64)..<((quarter + 1) * 64)]
      for axis in 0..<2 {
        let values = part.map { $0[axis] }
        #expect((values.max() ?? 0) - (values.min() ?? 0) == 7)
      }
    }
  }

  private func pow(_ base: Int, _ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { power, _ in power * base }
  }
}
