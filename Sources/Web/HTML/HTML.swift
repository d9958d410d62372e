/// A piece of a page.
///
/// Markup comes from the functions of this folder alone; whatever else is put into a piece, as
/// text or as the value of an attribute, is escaped on the way in. So there is no text, whoever
/// wrote it, that could become markup.
struct HTML: Sendable, Hashable {
  /// The markup.
  private(set) var markup: String

  /// Nothing.
  static let empty = HTML(trusted: "")

  /// Pieces one after the other.
  init(@HTMLBuilder _ content: () -> HTML) {
    self = content()
  }

  /// A text.
  init(_ text: String) {
    markup = ""
    markup.reserveCapacity(text.utf8.count)
    Self.append(text, to: &markup)
  }

  private init(trusted markup: String) {
    self.markup = markup
  }

  /// The whole of a document.
  static func document(_ root: HTML) -> String {
    "<!DOCTYPE html>\n" + root.markup
  }

  /// An element with its content.
  ///
  /// - Parameters:
  ///   - name: the element, which is never put together at run time.
  ///   - attributes: its attributes.
  ///   - content: what is in it.
  /// - Returns: the element.
  static func element(
    _ name: StaticString, _ attributes: [Attribute], _ content: HTML
  ) -> HTML {
    var markup = "<\(name)"
    for attribute in attributes { attribute.write(to: &markup) }
    markup += ">"
    markup += content.markup
    markup += "</\(name)>"
    return HTML(trusted: markup)
  }

  /// An element that has no content, such as `input`.
  static func void(_ name: StaticString, _ attributes: [Attribute]) -> HTML {
    var markup = "<\(name)"
    for attribute in attributes { attribute.write(to: &markup) }
    return HTML(trusted: markup + ">")
  }

  mutating func append(_ piece: HTML) {
    markup += piece.markup
  }

  /// Writes a text so that it is nothing but text, between tags and within quotes.
  fileprivate static func append(_ text: String, to markup: inout String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": markup += "&amp;"
      case "<": markup += "&lt;"
      case ">": markup += "&gt;"
      case "\"": markup += "&quot;"
      case "'": markup += "&#39;"
      case "\0": markup += "\u{FFFD}"
      default: markup.unicodeScalars.append(scalar)
      }
    }
  }

  /// An attribute of an element.
  struct Attribute: Sendable, Hashable {
    private let name: String
    private let value: String?

    /// An attribute whose value is a text. Those that hold an address take a ``Link``, and those
    /// that hold a script do not exist.
    init(_ name: TextAttribute, _ value: String) {
      self.name = name.rawValue
      self.value = value
    }

    /// An attribute that is there or not.
    init(_ name: Flag) {
      self.name = name.rawValue
      value = nil
    }

    /// An attribute that leads somewhere within this server.
    init(_ name: LinkAttribute, _ link: Link) {
      self.name = name.rawValue
      value = link.address
    }

    /// Something of the element for the page's script.
    init(data name: StaticString, _ value: String) {
      self.name = "data-\(name)"
      self.value = value
    }

    fileprivate func write(to markup: inout String) {
      markup += " " + name
      guard let value else { return }
      markup += "=\""
      HTML.append(value, to: &markup)
      markup += "\""
    }
  }

  /// The attributes whose value is a text.
  enum TextAttribute: String, Sendable {
    case ariaCurrent = "aria-current"
    case ariaHidden = "aria-hidden"
    case ariaLabel = "aria-label"
    case ariaLive = "aria-live"
    case autocomplete, charset, `class`, cols, colspan, content, d, datetime, `for`, height, id
    case lang, max, maxlength, method, min, name, pattern, placeholder, points, rel, role, rows
    case scope, size, spellcheck, tabindex, title, type, value, viewBox, width
    case x, y, x1, y1, x2, y2, rx, cx, cy, r
  }

  /// The attributes that are there or not.
  enum Flag: String, Sendable {
    case autofocus, checked, defer_ = "defer", disabled, open, readonly, required, selected
  }

  /// The attributes that hold an address.
  enum LinkAttribute: String, Sendable {
    case action, href, src
  }
}

/// Puts pieces and texts one after the other; texts are escaped.
@resultBuilder
enum HTMLBuilder {
  static func buildExpression(_ piece: HTML) -> HTML { piece }
  static func buildExpression(_ text: String) -> HTML { HTML(text) }
  static func buildExpression(_ pieces: [HTML]) -> HTML { buildArray(pieces) }
  static func buildBlock(_ pieces: HTML...) -> HTML { buildArray(pieces) }
  static func buildOptional(_ piece: HTML?) -> HTML { piece ?? .empty }
  static func buildEither(first piece: HTML) -> HTML { piece }
  static func buildEither(second piece: HTML) -> HTML { piece }

  static func buildArray(_ pieces: [HTML]) -> HTML {
    var all = HTML.empty
    for piece in pieces { all.append(piece) }
    return all
  }
}
