/// One step of a module's schema. Steps only ever go forward: a released step is never changed
/// or removed, a new one is added after it.
public struct Migration: Sendable, Hashable {
  /// The module whose tables the step makes, such as `catalog`.
  public var module: String
  /// The position among the module's steps, from 1 without gaps.
  public var version: Int
  /// The statements, in SQL that SQLite and PostgreSQL both accept.
  public var statements: [String]

  /// Makes a step.
  public init(module: String, version: Int, statements: [String]) {
    self.module = module
    self.version = version
    self.statements = statements
  }
}
