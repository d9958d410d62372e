import Columnar

/// The columns that a table's rows are clustered by, as the domain `delta.clustering` keeps them.
enum Clustering {
  static let domain = "delta.clustering"

  /// The setting that names columns by their physical names.
  static func domainMetadata(_ columns: [[String]]) -> DomainMetadata {
    let list = JSONValue.array(columns.map { .array($0.map { .string($0) }) })
    return DomainMetadata(
      domain: domain,
      configuration: JSONValue.object(["clusteringColumns": list]).rendered)
  }

  /// The physical names that a setting has; `nil` if it is none.
  static func columns(_ setting: DomainMetadata) -> [[String]]? {
    guard let value = try? JSONValue(parsing: setting.configuration) else { return nil }
    return value["clusteringColumns"]?.elements?.compactMap { path in
      path.elements?.compactMap(\.text)
    }
  }
}

extension Snapshot {
  /// The columns that the table's rows are clustered by, as paths of logical names; none if it
  /// is not clustered.
  public var clusteringColumns: [[String]] {
    guard let setting = domainMetadata[Clustering.domain] else { return [] }
    return (Clustering.columns(setting) ?? []).compactMap { metadata.logicalPath($0) }
  }
}

extension Transaction {
  /// Sets the columns that the table's rows are to be clustered by; none ends it. Files are
  /// clustered when they are rearranged.
  ///
  /// - Throws: ``DeltaError/Kind/invalidArgument`` for a column the table does not have, or one
  ///   it is partitioned by.
  public mutating func setClustering(_ columns: [[String]]) throws {
    guard let metadata else { return }
    guard metadata.partitionColumns.isEmpty || columns.isEmpty else {
      throw DeltaError(
        .invalidArgument, "a partitioned table cannot be clustered as well",
        hint: "make a table without PARTITIONED BY")
    }
    let physical = try columns.map { path in
      guard let found = metadata.resolve(path), !found.field.type.isNested else {
        throw DeltaError(
          .invalidArgument,
          "the table cannot be clustered by \"\(path.joined(separator: "."))\"",
          hint: "name columns that are neither lists, maps nor structs")
      }
      return found.physical
    }
    setDomainMetadata(Clustering.domainMetadata(physical))
    guard let current = self.protocol else { return }
    setProtocol(current.adding(.domainMetadata).adding(.clustering))
  }
}

extension Metadata {
  /// The logical names of a column by its physical ones; `nil` if there is none.
  func logicalPath(_ physical: [String]) -> [String]? {
    var fields = schema.fields
    var path: [String] = []
    for name in physical {
      guard let field = fields.first(where: { physicalName(of: $0) == name }) else { return nil }
      path.append(field.name)
      if case .structure(let members) = field.type { fields = members } else { fields = [] }
    }
    return path
  }
}
