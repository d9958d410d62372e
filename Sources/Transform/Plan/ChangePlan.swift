import Columnar
import OrderedCollections

/// Why a node is another than it was.
enum ChangeReason: Sendable, Hashable {
  /// It was not there.
  case new
  /// It is there, and what it was built from is not known.
  case unrecorded
  /// It was built, and its relation is gone.
  case missing
  /// Its code was written anew.
  case body
  /// Its code comes to other SQL than before, by variables, the environment or what it asked.
  case rendering
  /// These settings are others.
  case config([String])
  /// These macros, which it calls, are others.
  case macros([String])
  case contract
  /// Its rows, for a seed.
  case rows
  /// It stands elsewhere, where the text says it stood.
  case relation(String)
  /// Descriptions that are kept in the warehouse.
  case documentation
}

/// How the columns of a relation differ from what they were.
struct ColumnChanges: Sendable, Hashable {
  /// A column whose type is another.
  struct Retyped: Sendable, Hashable {
    var name: String
    var old: LogicalType
    var new: LogicalType
  }

  var added: [Field] = []
  var removed: [Field] = []
  var retyped: [Retyped] = []

  init() {}

  init(from old: [Field], to new: [Field]) {
    func byName(_ fields: [Field]) -> [String: Field] {
      Dictionary(fields.map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    }
    let (before, after) = (byName(old), byName(new))
    added = new.filter { before[$0.name.lowercased()] == nil }
    removed = old.filter { after[$0.name.lowercased()] == nil }
    retyped = old.compactMap { field in
      guard let other = after[field.name.lowercased()], "\(other.type)" != "\(field.type)" else {
        return nil
      }
      return Retyped(name: other.name, old: field.type, new: other.type)
    }
  }

  var isEmpty: Bool { added.isEmpty && removed.isEmpty && retyped.isEmpty }

  /// The names of all columns concerned, in lower case.
  var names: Set<String> {
    Set((added + removed).map { $0.name.lowercased() } + retyped.map { $0.name.lowercased() })
  }
}

/// What of a relation is other than it was.
enum Effect: Sendable, Hashable {
  /// The values of these columns, or the columns themselves, in lower case; none where all is as
  /// it was.
  case columns(Set<String>)
  /// It may be anything: which rows there are, or what cannot be told.
  case all

  static let none = Effect.columns([])

  var isNone: Bool { self == .none }

  func joined(_ other: Effect) -> Effect {
    guard case .columns(let own) = self, case .columns(let others) = other else { return .all }
    return .columns(own.union(others))
  }
}

/// What has to be done so that a warehouse has what a project says.
struct ChangePlan: Sendable {
  /// What becomes of a node.
  enum Action: String, Sendable {
    /// It is built for the first time.
    case create
    /// It is built again.
    case build
    /// It shows what is different by itself: a view.
    case follow
    /// It is part of those that read it: an ephemeral model.
    case inline
    /// Nothing has to be done.
    case skip
  }

  /// What of a parent reaches a node.
  struct Cause: Sendable, Hashable {
    var node: String
    /// The columns that are other and that it reads; nil where it may be anything.
    var columns: [String]?
  }

  /// A node with changes of its own or before it.
  struct Item: Sendable {
    var id: String
    var action: Action
    /// What is other in the node itself.
    var reasons: [ChangeReason] = []
    /// What reaches it from before.
    var causes: [Cause] = []
    var columns = ColumnChanges()
    var effect = Effect.none
    /// Why nothing has to be done, or what is not known.
    var note: String?
    /// Why it could not run.
    var breakage: TransformError?

    var isBuilt: Bool { action == .create || action == .build }
  }

  /// A test that has to do with what changes.
  struct Test: Sendable {
    var id: String
    var reasons: [ChangeReason] = []
    /// Whether it looks at a relation that is built or shows what is different.
    var isDue = false
    var breakage: TransformError?
  }

  /// An exposure that reads what changes.
  struct Reader: Sendable {
    var id: String
    var causes: [Cause]
    /// What it may miss: columns that go, or have another type.
    var losses: [String]
  }

  /// What was compared with.
  var baseline: String
  /// Models, seeds and snapshots, each after those it reads.
  var items: OrderedDictionary<String, Item> = [:]
  var tests: [Test] = []
  var exposures: [Reader] = []
  /// Relations that were built by nodes that are no longer there.
  var removed: [BuiltNode] = []
  /// The SQL that each node comes to.
  var code: [String: String] = [:]
  /// The settings that nodes with changes were last built with.
  var settings: [String: DataValue.Dictionary] = [:]
}
