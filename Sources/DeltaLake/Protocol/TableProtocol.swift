/// The versions and features that a reader and a writer of a table must know: Delta's `protocol`
/// action.
public struct TableProtocol: Sendable, Hashable {
  /// The reader version; at most 3 exist.
  public var minReaderVersion: Int
  /// The writer version; at most 7 exist.
  public var minWriterVersion: Int
  /// The features a reader must know, where the reader version is 3; else `nil`.
  public var readerFeatures: Set<String>?
  /// The features a writer must know, where the writer version is 7; else `nil`.
  public var writerFeatures: Set<String>?

  /// Describes a protocol.
  public init(
    minReaderVersion: Int, minWriterVersion: Int, readerFeatures: Set<String>? = nil,
    writerFeatures: Set<String>? = nil
  ) {
    self.minReaderVersion = minReaderVersion
    self.minWriterVersion = minWriterVersion
    self.readerFeatures = readerFeatures
    self.writerFeatures = writerFeatures
  }

  /// What every Delta reader and writer understands.
  public static let portable = TableProtocol(minReaderVersion: 1, minWriterVersion: 2)

  /// Whether the table has a feature, by name or implied by its versions.
  public func has(_ feature: TableFeature) -> Bool {
    if minWriterVersion >= 7 { return writerFeatures?.contains(feature.rawValue) ?? false }
    guard let since = feature.legacyWriterVersion else { return false }
    return minWriterVersion >= since
  }

  /// Whether readers must honour a feature.
  public func readersNeed(_ feature: TableFeature) -> Bool {
    if minReaderVersion >= 3 { return readerFeatures?.contains(feature.rawValue) ?? false }
    guard let since = feature.legacyReaderVersion else { return false }
    return minReaderVersion >= since
  }

  /// The protocol with a feature added: the lowest versions that can say so.
  func adding(_ feature: TableFeature) -> TableProtocol {
    if has(feature) || feature.preview.map(has) == true { return self }
    var result = self
    if minWriterVersion < 7 {
      result.writerFeatures = Set(
        TableFeature.allCases.filter { has($0) && $0.legacyWriterVersion != nil }.map(\.rawValue))
      result.minWriterVersion = 7
    }
    result.writerFeatures?.insert(feature.rawValue)
    guard feature.concernsReaders else { return result }
    if minReaderVersion < 3 {
      result.readerFeatures = Set(
        TableFeature.allCases.filter { readersNeed($0) }.map(\.rawValue))
      result.minReaderVersion = 3
    }
    result.readerFeatures?.insert(feature.rawValue)
    return result
  }

  /// Throws unless this library reads such tables rightly. Of a table that a catalogue manages only
  /// versions that were asked for by their number: what is in the log stays as it is, but the
  /// newest commits may not be there yet.
  func checkReadable(at path: String, version: Int, isNamed: Bool = false) throws {
    guard minReaderVersion <= 3 else {
      throw DeltaError(
        .unsupportedFeature,
        "the table needs reader version \(minReaderVersion), this library knows 1 to 3",
        path: path, version: version)
    }
    guard minReaderVersion == 3 else { return }
    if readersNeed(.catalogManaged), !isNamed {
      throw DeltaError(
        .unsupportedFeature,
        "a catalogue manages the table (\"catalogManaged\"): its newest versions may be known there"
          + " alone",
        hint: "versions in the log can be read by number; the last there is \(version)",
        path: path, version: version)
    }
    let unknown = (readerFeatures ?? []).filter {
      TableFeature(rawValue: $0)?.concernsReaders != true
    }
    try Self.refuse(unknown, "to be read", at: path, version: version)
  }

  /// Throws unless this library writes such tables rightly.
  func checkWritable(at path: String, version: Int) throws {
    try checkReadable(at: path, version: version, isNamed: true)
    guard minWriterVersion <= 7 else {
      throw DeltaError(
        .unsupportedFeature,
        "the table needs writer version \(minWriterVersion), this library knows 1 to 7",
        hint: "it can still be read", path: path, version: version)
    }
    guard minWriterVersion == 7 else { return }
    let unknown = (writerFeatures ?? []).filter {
      TableFeature(rawValue: $0)?.isWritable != true
    }
    try Self.refuse(unknown, "to be written", at: path, version: version)
  }

  private static func refuse(
    _ unknown: Set<String>, _ purpose: String, at path: String, version: Int
  ) throws {
    guard !unknown.isEmpty else { return }
    let names = unknown.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
    throw DeltaError(
      .unsupportedFeature,
      "the table needs \(unknown.count == 1 ? "the feature" : "the features") \(names) \(purpose),"
        + " which this library does not have",
      path: path, version: version)
  }
}

/// The table features of Delta's protocol.
public enum TableFeature: String, Sendable, Hashable, CaseIterable {
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case appendOnly, invariants, checkConstraints, changeDataFeed, generatedColumns, columnMapping,
    identityColumns, deletionVectors, rowTracking, timestampNtz, typeWidening, domainMetadata,
    v2Checkpoint, icebergCompatV1, icebergCompatV2, clustering, vacuumProtocolCheck,
    inCommitTimestamp, allowColumnDefaults, variantType, variantShredding, catalogManaged,
    checkpointProtection
  /// Variants under the name they had before the feature was final.
  case variantTypePreview = "variantType-preview"
  /// Shredded variants under the name they had before the feature was final.
  case variantShreddingPreview = "variantShredding-preview"
  /// Type widening under the name it had before the feature was final.
  case typeWideningPreview = "typeWidening-preview"
  /// Clustering under the name some writers gave it first.
  case liquid

  /// The feature under the name it had before it was final.
  var preview: TableFeature? {
    switch self {
    case .variantType: .variantTypePreview
    case .variantShredding: .variantShreddingPreview
    case .typeWidening: .typeWideningPreview
    default: nil
    }
  }

  /// The writer version that implied the feature before features had names.
  var legacyWriterVersion: Int? {
    switch self {
    case .appendOnly, .invariants: 2
    case .checkConstraints: 3
    case .changeDataFeed, .generatedColumns: 4
    case .columnMapping: 5
    case .identityColumns: 6
    default: nil
    }
  }

  /// The reader version that implied the feature before features had names.
  var legacyReaderVersion: Int? { self == .columnMapping ? 2 : nil }

  /// Whether readers must know the feature as well as writers.
  var concernsReaders: Bool {
    switch self {
    case .columnMapping, .deletionVectors, .timestampNtz, .typeWidening, .typeWideningPreview,
      .v2Checkpoint, .vacuumProtocolCheck, .variantType, .variantTypePreview, .variantShredding,
      .variantShreddingPreview, .catalogManaged:
      true
    default: false
    }
  }

  /// Whether this library writes tables that have the feature, leaving all as the feature asks.
  /// What an engine must compute or check (constraints, generated columns …) is exposed to it.
  var isWritable: Bool {
    switch self {
    case .catalogManaged, .checkpointProtection, .typeWideningPreview: false
    default: true
    }
  }
}
