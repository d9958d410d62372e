/// Renders the templates in the strings of a YAML file.
///
/// A string without a template stands for itself; one with a template may become a number or a
/// truth value by the `as_number` and `as_bool` filters.
struct YAMLRenderer {
  /// Renders one string that holds a template.
  let render: (_ template: String, _ location: SourceLocation) throws(TransformError) -> DataValue

  /// The same, which leaves as it is what cannot be rendered.
  var lenient: YAMLRenderer {
    YAMLRenderer { text, location in (try? render(text, location)) ?? .string(text) }
  }

  /// Whether the text has a template to render at all.
  static func isTemplate(_ text: String) -> Bool {
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if previous == UInt8(ascii: "{"),
        byte == UInt8(ascii: "{") || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "#")
      {
        return true
      }
      previous = byte
    }
    return false
  }

  /// The value with every string rendered, but for those below a path that `isKept` names.
  func rendered(
    _ value: YAMLValue, path: [String] = [], keeping isKept: ([String]) -> Bool = { _ in false }
  ) throws(TransformError) -> YAMLValue {
    if isKept(path) { return value }
    switch value.content {
    case .scalar(.string(let text)):
      guard Self.isTemplate(text) else { return value }
      return YAMLValue(
        content: .scalar(try render(text, value.location)), location: value.location)
    case .scalar:
      return value
    case .sequence(let members):
      var result: [YAMLValue] = []
      for member in members {
        result.append(try rendered(member, path: path, keeping: isKept))
      }
      return YAMLValue(content: .sequence(result), location: value.location)
    case .mapping(let entries):
      var result = entries
      for index in entries.indices {
        result[index].value = try rendered(
          entries[index].value, path: path + [entries[index].key], keeping: isKept)
      }
      return YAMLValue(content: .mapping(result), location: value.location)
    }
  }
}
