import OrderedCollections
import Yams

/// A value of a YAML file that remembers where it was written.
public struct YAMLValue: Sendable {
  /// The shapes a value takes.
  public enum Content: Sendable {
    case scalar(DataValue)
    case sequence([YAMLValue])
    case mapping([Entry])
  }

  /// A key of a mapping with its value.
  public struct Entry: Sendable {
    /// The key.
    public var key: String
    /// Where the key stands.
    public var keyLocation: SourceLocation
    /// The value.
    public var value: YAMLValue
  }

  /// What the value is.
  public var content: Content
  /// Where it begins.
  public var location: SourceLocation

  /// The value under `key`, when this is a mapping that has it.
  public subscript(key: String) -> YAMLValue? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The entries, when this is a mapping.
  public var entries: [Entry]? {
    guard case .mapping(let entries) = content else { return nil }
    return entries
  }

  /// The members, when this is a sequence.
  public var members: [YAMLValue]? {
    guard case .sequence(let members) = content else { return nil }
    return members
  }

  /// The scalar's text, when this is a string.
  public var string: String? {
    guard case .scalar(.string(let text)) = content else { return nil }
    return text
  }

  /// The value without its places.
  public var data: DataValue {
    switch content {
    case .scalar(let value): return value
    case .sequence(let members): return .list(members.map(\.data))
    case .mapping(let entries):
      var dictionary = DataValue.Dictionary(minimumCapacity: entries.count)
      for entry in entries { dictionary[entry.key] = entry.value.data }
      return .dictionary(dictionary)
    }
  }
}

extension YAMLValue {
  /// Reads the one document of `text`; an empty text is null.
  ///
  /// Scalars resolve as in YAML 1.1. Of two equal keys of one mapping, the file is refused.
  ///
  /// - Parameters:
  ///   - text: the file's content.
  ///   - file: its name, for locations.
  /// - Returns: the document.
  /// - Throws: ``TransformError`` of kind `yaml` at the place the reader stopped.
  public static func parse(_ text: String, file: String) throws(TransformError) -> YAMLValue {
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else {
        return YAMLValue(content: .scalar(.null), location: SourceLocation(file: file))
      }
      return try convert(root, file: file)
    } catch let error as YamlError {
      throw located(error, text: text, file: file)
    } catch let error as TransformError {
      throw error.placed(at: SourceLocation(file: file), source: text)
    } catch {
      throw TransformError(.yaml, "could not read YAML", at: SourceLocation(file: file))
    }
  }

  private static func located(_ error: YamlError, text: String, file: String) -> TransformError {
    var message = "this is not valid YAML"
    var mark: Mark?
    switch error {
    case .scanner(let context, let problem, let place, _),
      .parser(let context, let problem, let place, _),
      .composer(let context, let problem, let place, _):
      message = context.map { "\($0.text): \(problem)" } ?? problem
      mark = place
    case .reader(let problem, _, _, _):
      message = problem
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
      message = "the key \(names) stands twice in one mapping"
      mark = context.mark
    default:
      break
    }
    let location = SourceLocation(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
    return TransformError(
      .yaml, "invalid YAML: \(message)", at: location, sourceLine: text.line(location.line))
  }

  private static func convert(_ node: Yams.Node, file: String) throws -> YAMLValue {
    let mark = node.mark
    let location = SourceLocation(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
    switch node {
    case .scalar(let scalar):
      let value: DataValue =
        scalar.style == .plain ? DataValue(yamlScalar: scalar.string) : .string(scalar.string)
      return YAMLValue(content: .scalar(value), location: location)
    case .sequence(let sequence):
      let members = try sequence.map { try convert($0, file: file) }
      return YAMLValue(content: .sequence(members), location: location)
    case .mapping(let mapping):
      return YAMLValue(content: .mapping(try entries(mapping, file: file)), location: location)
    case .alias:
      throw TransformError(.yaml, "an alias refers to nothing", at: location)
    }
  }

  private static func entries(_ mapping: Yams.Node.Mapping, file: String) throws -> [Entry] {
    var entries: [Entry] = []
    entries.reserveCapacity(mapping.count)
    var merged: [Entry] = []
    for (keyNode, valueNode) in mapping {
      let key = try convert(keyNode, file: file)
      guard case .scalar(let keyValue) = key.content else {
        throw TransformError(.yaml, "a key has to be plain text", at: key.location)
      }
      let value = try convert(valueNode, file: file)
      let name = keyNode.scalar?.style == .plain ? (keyNode.scalar?.string ?? "") : nil
      if name == "<<" {
        let sources = value.members ?? [value]
        for source in sources { merged.append(contentsOf: source.entries ?? []) }
        continue
      }
      let text = name ?? keyValue.pythonString
      entries.append(Entry(key: text, keyLocation: key.location, value: value))
    }
    let own = Set(entries.map(\.key))
    var seen = own
    let inherited = merged.filter { seen.insert($0.key).inserted }
    return inherited + entries
  }
}
