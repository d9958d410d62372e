/// What names mean at a place of a query.
struct LineageScope {
  /// A table, subquery or function that a query reads.
  struct Source {
    /// What it is called there, in lower case.
    var alias: String
    var columns: [DerivedColumn]
    /// What a column comes from that is not among ``columns``, where more of them may be there.
    var rest: Rest = .none

    /// What further columns a source has.
    enum Rest {
      case none
      /// Those of a table, by their names.
      case table([String])
      /// Columns that all come from these.
      case origins([ColumnOrigin]?)
    }

    var isOpen: Bool { if case .none = rest { false } else { true } }

    func column(_ name: String) -> DerivedColumn? {
      if let known = columns.first(where: { $0.name?.lowercased() == name }) { return known }
      switch rest {
      case .none: return nil
      case .table(let parts):
        return DerivedColumn(
          name: name,
          origins: [ColumnOrigin(table: parts, column: name, derivation: .identity)])
      case .origins(let origins): return DerivedColumn(name: name, origins: origins)
      }
    }
  }

  /// The sources of the query, in their order.
  var sources: [Source] = []
  /// Columns that a join makes one of two, by their names in lower case.
  var joined: [String: DerivedColumn] = [:]
  /// The columns of sources that `*` leaves out, for a join has made one of them and another: the
  /// number of the source and the name.
  var hidden: Set<Hidden> = []
  /// The columns of the select list so far, which later ones may name.
  var aliases: [String: DerivedColumn] = [:]
  /// The common table expressions in sight; nil for one whose columns cannot be told.
  var expressions: [String: [DerivedColumn]?] = [:]
  /// The parameters of lambdas around an expression.
  var parameters: Set<String> = []
  /// What names mean around the query, where it is a subquery: this and what is around that.
  var around: [LineageScope] = []

  struct Hidden: Hashable {
    var source: Int
    var name: String
  }

  /// The scope of a subquery at this place.
  var inner: LineageScope {
    var scope = LineageScope()
    scope.expressions = expressions
    scope.around = [self] + around
    return scope
  }

  /// What a name of one or more parts means; nil where it cannot be told.
  func resolve(_ parts: [String]) -> DerivedColumn? {
    let names = parts.map { $0.lowercased() }
    for scope in [self] + around {
      if let found = scope.own(names) { return found }
    }
    return nil
  }

  private func own(_ names: [String]) -> DerivedColumn? {
    guard let first = names.first else { return nil }
    if names.count == 1 { return single(first) }
    // A table may be named with its schema and catalogue; what follows the column is a field.
    for length in stride(from: min(3, names.count - 1), through: 1, by: -1) {
      guard let source = sources.first(where: { $0.alias == names[length - 1] }),
        let column = source.column(names[length])
      else { continue }
      return names.count == length + 1 ? column : Self.field(column)
    }
    return single(first).map(Self.field)
  }

  private static func field(_ column: DerivedColumn) -> DerivedColumn {
    DerivedColumn(
      name: nil, origins: column.origins.map { ColumnLineage.raised($0, to: .derived) })
  }

  private func single(_ name: String) -> DerivedColumn? {
    if let column = joined[name] { return column }
    let closed = sources.lazy.filter { !$0.isOpen }.compactMap { $0.column(name) }.first
    if let closed { return closed }
    let known = sources.lazy.compactMap { source in
      source.columns.first { $0.name?.lowercased() == name }
    }.first
    if let known { return known }
    if let alias = aliases[name] { return alias }
    let open = sources.filter(\.isOpen)
    if open.count == 1 { return open[0].column(name) }
    guard open.isEmpty, let source = sources.first(where: { $0.alias == name }) else { return nil }
    // The name of a table is its row.
    let origins = source.columns.reduce([ColumnOrigin]?.some([])) {
      ColumnLineage.merged($0, $1.origins)
    }
    return DerivedColumn(
      name: name, origins: origins.map { ColumnLineage.raised($0, to: .derived) })
  }
}
