/// The partition values of a file under the names that the log uses, ordered by name.
struct PartitionValues: Sendable, Hashable {
  struct Entry: Sendable, Hashable {
    var name: String
    var value: String?
  }

  let entries: [Entry]

  init(_ values: [String: String?]) {
    entries = values.map { Entry(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
  }

  /// The values by name. A null stands as a present key with `nil`.
  var dictionary: [String: String?] {
    var values: [String: String?] = [:]
    for entry in entries { values.updateValue(entry.value, forKey: entry.name) }
    return values
  }

  /// The value of a column: `nil` if the file has none for it, `.some(nil)` if it is null.
  subscript(name: String) -> String?? {
    entries.first { $0.name == name }.map(\.value)
  }
}
