public import FoundationEssentials
import Samples

/// Writes example data into a project.
public enum SampleData {
  /// How far writing has come.
  public struct Progress: Sendable, Hashable {
    /// The share that is written.
    public var fraction: Double
    /// Bytes so far.
    public var bytes: Int
  }

  /// What was written.
  public struct Written: Sendable, Hashable {
    /// The folder it was written into.
    public var folder: String
    /// How many files.
    public var files: Int
    /// Lines that hold data, those that cannot be read among them.
    public var lines: Int
  }

  /// Writes the raw data of an invented shop into `landing/` of a project; see
  /// ``Samples/ShopGenerator``.
  ///
  /// - Throws: a ``Diagnostic``; files of earlier
  ///   days then stay.
  public static func shop(
    orders: Int, seed: UInt64, in folder: URL, progress: (Progress) -> Void
  ) throws(Diagnostic) -> Written {
    let generator = ShopGenerator(orders: orders, seed: seed)
    do {
      let expected = try generator.write(to: folder.path) { days, written in
        progress(Progress(fraction: Double(days) / Double(generator.days), bytes: written))
      }
      return Written(
        folder: folder.appending(path: "landing").path,
        files: expected.files.values.reduce(0, +),
        lines: expected.lines.values.reduce(0) { $0 + $1.loadable + $1.rejected })
    } catch {
      throw Diagnostic(error)
    }
  }
}
