public import Yams

/// The text of a configuration file and what it may refer to.
public struct ConfigurationSource: Sendable {
  /// The file as the user would name it.
  public let file: String
  /// The file's content.
  public let text: String
  /// The environment variables that `${NAME}` reads.
  public let environment: [String: String]

  /// Describes a file.
  ///
  /// - Parameters:
  ///   - file: the name the user would give it.
  ///   - text: its content.
  ///   - environment: the values of `${NAME}`.
  public init(file: String, text: String, environment: [String: String] = [:]) {
    self.file = file
    self.text = text
    self.environment = environment
  }

  /// The file's root value, `nil` if there is nothing in it.
  ///
  /// - Throws: a ``ConfigurationError`` where the text stops being YAML.
  public func root() throws(ConfigurationError) -> ConfigurationNode? {
    do {
      guard let node = try Yams.compose(yaml: text) else { return nil }
      return ConfigurationNode(node: node, source: self, path: "")
    } catch let error as YamlError {
      throw located(error)
    } catch {
      throw ConfigurationError("\(file) cannot be read as YAML")
    }
  }

  /// What is wrong at a place of the file.
  ///
  /// - Parameters:
  ///   - message: what is wrong.
  ///   - mark: the place.
  ///   - hint: what to do, or the nearest name.
  /// - Returns: the error, to be thrown.
  public func error(_ message: String, at mark: Mark?, hint: String? = nil) -> ConfigurationError {
    guard let mark else {
      return ConfigurationError("\(file): \(message)", hint: hint)
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = mark.line - 1 < lines.count && mark.line > 0 ? String(lines[mark.line - 1]) : nil
    return ConfigurationError(
      message, at: SourceLocation(file: file, line: mark.line, column: mark.column),
      sourceLine: line, hint: hint)
  }

  private func located(_ error: YamlError) -> ConfigurationError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.error("not valid YAML: \(problem)", at: mark)
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.error(
        "the key \"\(duplicates.first.map { "\($0)" } ?? "")\" appears twice", at: context.mark)
    default:
      ConfigurationError("\(file) cannot be read as YAML")
    }
  }
}
