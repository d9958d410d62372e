extension ArrowArrayReader {
  /// A list or a map, whose elements lie behind one another.
  func listColumn() throws(ColumnarError) -> Column {
    let (offsets, start) = try self.offsets(isLarge: field.format == .list(isLarge: true))
    let end = Int(offsets.load(Int64.self, at: start + count))
    let elements = try child(0, rows: end)
    let storage: Column.Storage
    if case .map = field.format {
      guard case .structure(let pair) = elements.storage else {
        throw malformed("has no pairs of key and value")
      }
      guard elements.nullCount == 0, pair[0].slice(0..<end).nullCount == 0 else {
        throw malformed("is a map with a key that is null")
      }
      storage = .map(offsets: offsets, keys: pair[0], values: pair[1])
    } else {
      storage = .list(offsets: offsets, elements: elements)
    }
    return start == 0
      ? make(storage, try alignedValidity()) : make(storage, try validity(), start)
  }

  /// A list whose elements lie in any order, each row with its own offset and size.
  func listViewColumn(isLarge: Bool) throws(ColumnarError) -> Column {
    let width = isLarge ? 8 : 4
    let offsets = try values(1, width: width)
    let sizes = try values(2, width: width)
    let elements = try child(0, rows: 0)
    let validity = try alignedValidity()
    func number(_ buffer: Buffer, _ row: Int) -> Int {
      isLarge
        ? Int(buffer.load(Int64.self, at: offset + row))
        : Int(buffer.load(Int32.self, at: offset + row))
    }
    var rows: [Int] = []
    var ends: [Int64] = [0]
    for row in 0..<count {
      if validity?.bit(at: row) ?? true {
        let (start, size) = (number(offsets, row), number(sizes, row))
        guard start >= 0, size >= 0, start <= elements.count, size <= elements.count - start
        else { throw malformed("has a list beyond its elements") }
        rows += start..<start + size
      }
      ends.append(Int64(rows.count))
    }
    return make(.list(offsets: Buffer(ends), elements: elements.taking(rows)), validity)
  }

  /// A union whose every member has all rows.
  func sparseUnionColumn(_ numbers: [Int8]) throws(ColumnarError) -> Column {
    var members: [Column] = []
    for index in field.children.indices {
      members.append(try child(index, rows: offset + count).slice(offset..<offset + count))
    }
    let tags = try self.tags(numbers)
    return make(.union(tags: Buffer(tags), members: members))
  }

  /// A union whose members have only the rows that they hold.
  func denseUnionColumn(_ numbers: [Int8]) throws(ColumnarError) -> Column {
    let tags = try self.tags(numbers)
    let offsets = try values(1, width: 4)
    var members: [Column] = []
    for index in field.children.indices {
      let held = try child(index, rows: 0)
      var rows: [Int] = []
      rows.reserveCapacity(count)
      for (row, tag) in tags.enumerated() {
        let position = Int(tag) == index ? Int(offsets.load(Int32.self, at: offset + row)) : -1
        guard Int(tag) != index || (0..<held.count).contains(position) else {
          throw malformed("is a union with a row beyond its member")
        }
        rows.append(position)
      }
      members.append(held.taking(rows))
    }
    return make(.union(tags: Buffer(tags), members: members))
  }

  /// For each row, the position of the member that the type number stands for.
  private func tags(_ numbers: [Int8]) throws(ColumnarError) -> [Int8] {
    guard numbers.count <= 127 else { throw malformed("is a union of \(numbers.count) members") }
    var positions = [Int8](repeating: -1, count: 128)
    for (position, number) in numbers.enumerated() { positions[Int(number)] = Int8(position) }
    let buffer = try values(0, width: 1)
    var tags: [Int8] = []
    tags.reserveCapacity(count)
    for row in 0..<count {
      let number = buffer.load(Int8.self, at: offset + row)
      guard number >= 0, positions[Int(number)] >= 0 else {
        throw malformed("has the type number \(number), which no member has")
      }
      tags.append(positions[Int(number)])
    }
    return tags
  }

  /// Runs of equal values, each with the row behind its last.
  func runEndColumn() throws(ColumnarError) -> Column {
    let ends = try child(0, rows: 0)
    let values = try child(1, rows: ends.count)
    var rows: [Int] = []
    rows.reserveCapacity(count)
    var run = 0
    var end = try runEnd(ends, run)
    for row in offset..<offset + count {
      while row >= end {
        run += 1
        end = try runEnd(ends, run)
      }
      rows.append(run)
    }
    return values.taking(rows)
  }

  private func runEnd(_ ends: Column, _ run: Int) throws(ColumnarError) -> Int {
    guard count > 0 else { return 0 }
    guard run < ends.count, case .integer(let end) = ends.value(at: run) else {
      throw malformed("has \(count) rows from \(offset) on, more than its runs")
    }
    return Int(end)
  }
}
