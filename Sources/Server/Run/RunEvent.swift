/// A piece of a run: something ingested, built or checked.
public struct RunNode: Sendable, Hashable {
  /// What the piece is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case ingest, seed, model, snapshot, test, operation

    /// The word for several of them.
    public var plural: String {
      switch self {
      case .ingest: "tables ingested"
      case .seed: "seeds"
      case .model: "models"
      case .snapshot: "snapshots"
      case .test: "tests"
      case .operation: "hooks"
      }
    }
  }

  /// The name, unique in the run.
  public var id: String
  /// What it is.
  public var kind: Kind
  /// The name as people say it.
  public var name: String

  /// Describes a piece.
  public init(id: String, kind: Kind, name: String) {
    self.id = id
    self.kind = kind
    self.name = name
  }
}

/// How far a piece has come.
public struct RunProgress: Sendable, Hashable {
  /// Rows so far.
  public var rows: Int
  /// Bytes read so far.
  public var bytes: Int64
  /// Bytes to read in all, where that is known.
  public var totalBytes: Int64?
  /// Files read so far.
  public var files: Int
  /// Files to read in all, where that is known.
  public var totalFiles: Int?

  /// Describes how far a piece has come.
  public init(
    rows: Int = 0, bytes: Int64 = 0, totalBytes: Int64? = nil, files: Int = 0,
    totalFiles: Int? = nil
  ) {
    self.rows = rows
    self.bytes = bytes
    self.totalBytes = totalBytes
    self.files = files
    self.totalFiles = totalFiles
  }

  /// The share that is done, where what there is to do is known.
  public var fraction: Double? {
    if let totalBytes, totalBytes > 0 { return Double(bytes) / Double(totalBytes) }
    if let totalFiles, totalFiles > 0 { return Double(files) / Double(totalFiles) }
    return nil
  }
}

/// How a piece of a run ended.
public struct RunResult: Sendable, Hashable {
  /// How it ended.
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    case succeeded
    /// A check that found something, and is told to go on.
    case warned
    case failed
    /// Never started, because something before it did not succeed.
    case skipped
    /// Stopped before it was done; nothing of it shows.
    case cancelled
  }

  /// How it ended.
  public var outcome: Outcome
  /// How long it took.
  public var duration: Duration
  /// What was done, for people: `loaded`, `nothing new`, `created table`, `3 rows found`.
  public var message: String
  /// Rows written or found, where they are counted.
  public var rows: Int?
  /// Rows set aside because they could not be read.
  public var rejected: Int
  /// Bytes read.
  public var bytes: Int64
  /// Files read.
  public var files: Int
  /// What went wrong.
  public var diagnostic: Diagnostic?

  /// Describes how a piece ended.
  public init(
    _ outcome: Outcome, duration: Duration = .zero, message: String = "", rows: Int? = nil,
    rejected: Int = 0, bytes: Int64 = 0, files: Int = 0, diagnostic: Diagnostic? = nil
  ) {
    self.outcome = outcome
    self.duration = duration
    self.message = message
    self.rows = rows
    self.rejected = rejected
    self.bytes = bytes
    self.files = files
    self.diagnostic = diagnostic
  }
}

/// Something worth telling whoever watches a run.
public enum RunEvent: Sendable {
  /// What will run, in an order in which it could.
  case planned([RunNode])
  case started(RunNode)
  case progressed(RunNode, RunProgress)
  case ended(RunNode, RunResult)
  /// A message of the project's own code.
  case message(String)
}

/// What a run did.
public struct RunSummary: Sendable {
  /// The project.
  public var project: String
  /// Every piece and how it ended, in the order they ended.
  public var results: [(node: RunNode, result: RunResult)]
  /// From the first piece to the last.
  public var duration: Duration
  /// The folder the tables are in.
  public var storage: String

  /// The number of pieces that ended so.
  public func count(_ outcome: RunResult.Outcome, _ kind: RunNode.Kind? = nil) -> Int {
    results.count { $0.result.outcome == outcome && (kind == nil || $0.node.kind == kind) }
  }

  /// Whether everything was done: warnings count as done.
  public var isSuccess: Bool {
    results.allSatisfy { $0.result.outcome == .succeeded || $0.result.outcome == .warned }
  }
}
