import DeltaLake
import FoundationEssentials

extension Session {
  /// Makes the rows, columns and properties of one table the next version of another, without
  /// computing them again. A table that is not there is made; a view of the name is replaced.
  ///
  /// - Parameters:
  ///   - source: the table whose newest version is taken.
  ///   - target: the other one.
  ///   - version: the version that the other one has to be at; nil where whatever it is goes.
  ///   - identifier: tells this from others: where the other table has recorded it, nothing is
  ///     done, so that what was interrupted can be asked for again.
  /// - Throws: ``QueryError``: of kind ``QueryError/Kind/conflict`` where the other table moved on.
  func publish(
    _ source: QualifiedName, as target: QualifiedName, at version: Int?, identifier: String
  ) async throws {
    try requireWritable()
    do {
      let from = try await lake.table(source)
      var existing: LakeTable?
      var replacesView = false
      switch try await lake.objectToReplace(target) {
      case .table(let table): existing = table
      case .view: replacesView = true
      case nil: break
      }
      if existing?.snapshot.transactionVersion(of: identifier) != nil { return }
      if let version, let now = existing?.snapshot.version, now != version {
        throw QueryError(
          .conflict, "\(target) is at version \(now), and was at \(version)",
          hint: "another program committed to it; look at DESCRIBE HISTORY")
      }
      let location: String
      if let existing {
        location = existing.location
      } else {
        location = try await lake.newLocation(target, nil)
      }
      let table = try await lake.deltaTable(at: location)
      var publication = try from.snapshot.publication(
        as: table, over: existing?.snapshot, identifier: identifier)
      for carriage in publication.carriages {
        try await carry(carriage, into: table.store)
      }
      publication.transaction.unsecuredFiles = publication.carriages.map(\.path)
      let result = try await publication.transaction.commit()
      lake.snapshots.keep(result.snapshot)
      try await record(
        WriteTarget(
          name: target, table: existing, location: location, replacesView: replacesView),
        result.snapshot)
    } catch {
      throw QueryError(error)
    }
  }

  /// Puts a file into a table's folder: as a second name of the same file where the disk allows
  /// it, else as a copy. One that is there from an attempt before is the same.
  private func carry(
    _ carriage: Publication.Carriage, into store: any ObjectStore
  ) async throws {
    guard !store.root.contains("://"), !carriage.source.contains("://") else {
      guard try await store.head(carriage.path) == nil else { return }
      let slash = carriage.source.lastIndex(of: "/") ?? carriage.source.startIndex
      let folder = try await lake.store(at: String(carriage.source[..<slash]))
      let name = String(carriage.source[carriage.source.index(after: slash)...])
      try await store.put(carriage.path, try await folder.get(name))
      return
    }
    let files = FileManager.default
    let place = store.root + "/" + carriage.path
    guard !files.fileExists(atPath: place) else { return }
    let parent = place[..<(place.lastIndex(of: "/") ?? place.endIndex)]
    do {
      try files.createDirectory(atPath: String(parent), withIntermediateDirectories: true)
      do {
        try files.linkItem(atPath: carriage.source, toPath: place)
      } catch {
        // A copy that was cut off must not be taken for the file.
        let unfinished = place + ".\(UUID().uuidString.lowercased()).part"
        try files.copyItem(atPath: carriage.source, toPath: unfinished)
        try files.moveItem(atPath: unfinished, toPath: place)
      }
    } catch {
      throw QueryError(
        .readOnly, "the file \(carriage.source) cannot be taken into \(store.root)", cause: error)
    }
  }
}
