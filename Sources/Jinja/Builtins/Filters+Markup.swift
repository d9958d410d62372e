import OrderedCollections

extension Builtins {
  static let markupFilters: [String: Filter] = [
    "safe": { value, _, _ in .markup(try value.markupText()) },
    "escape": { value, _, _ in .markup(try value.escaped()) },
    "e": { value, _, _ in .markup(try value.escaped()) },
    "forceescape": { value, _, _ in .markup(escapeMarkup(try value.markupText())) },
    "striptags": { value, _, _ in .string(unescapeMarkup(withoutTags(try value.markupText()))) },
    "xmlattr": { value, arguments, state in
      let spaced = try arguments.bind("do_xmlattr", ["autospace"])[0]?.isTrue() ?? true
      return try attributes(value, spaced: spaced, state)
    },
    "urlize": { value, arguments, state in
      let bound = try arguments.bind(
        "do_urlize", ["trim_url_limit", "nofollow", "target", "rel", "extra_schemes"])
      return try linked(value, bound, state)
    },
  ]

  private static func attributes(_ value: Value, spaced: Bool, _ state: State) throws -> Value {
    guard case .dict(let dict) = value else { throw noAttribute("items", value) }
    var items: [String] = []
    for (key, value) in dict.items where !value.isNone && !value.isUndefined {
      let name = try key.text(for: "the name of an attribute")
      guard !name.utf8.contains(where: { " \t\n\r\u{B}\u{C}/>=".utf8.contains($0) })
      else { throw TemplateError(.value, "Invalid character in attribute name: \(quoted(name))") }
      items.append("\(try key.escaped())=\"\(try value.escaped())\"")
    }
    let text = (spaced && !items.isEmpty ? " " : "") + items.joined(separator: " ")
    return state.autoescapes ? .markup(text) : .string(text)
  }

  private static func linked(_ value: Value, _ bound: [Value?], _ state: State) throws -> Value {
    func text(_ index: Int) throws -> String? {
      try bound[index].flatMap { $0.isNone ? nil : try $0.text() }
    }
    var relations = Set(words(try text(3) ?? ""))
    if try bound[1]?.isTrue() ?? false { relations.insert("nofollow") }
    relations.insert("noopener")
    var schemes: [String] = []
    for scheme in try bound[4].flatMap({ $0.isNone ? nil : try $0.elements() }) ?? [] {
      let text = try scheme.text(for: "a URI scheme")
      guard LinkFinder.isScheme(text) else {
        throw TemplateError(.value, "\(quoted(text)) is not a valid URI scheme prefix.")
      }
      schemes.append(text)
    }
    let finder = LinkFinder(
      limit: try bound[0].flatMap { $0.isNone ? nil : try $0.index() },
      relations: relations.sorted().joined(separator: " "), target: try text(2) ?? "",
      schemes: schemes)
    let result = finder.link(try value.escaped())
    return state.autoescapes ? .markup(result) : .string(result)
  }
}

extension Value {
  /// The text, or what an object says of itself as HTML.
  func markupText() throws -> String {
    if case .object(let object) = self, case .string(let html)? = try object.attribute("__html__") {
      return html
    }
    return try text()
  }
}

/// The text without comments and tags, and with single spaces.
func withoutTags(_ text: String) -> String {
  let bytes = Array(text.utf8)
  var result: [UInt8] = []
  var position = 0
  while let start = find("<", in: bytes, from: position) {
    let isComment = find("<!--", in: bytes, from: start) == start
    guard
      let end = isComment
        ? find("-->", in: bytes, from: min(start + 4, bytes.count))
        : find(">", in: bytes, from: start)
    else { break }
    result += bytes[position..<start]
    position = end + (isComment ? 3 : 1)
  }
  result += bytes[position...]
  return words(String(decoding: result, as: UTF8.self)).joined(separator: " ")
}

/// The text with character references of HTML replaced: numbers, and the names of markup and of
/// Latin-1.
func unescapeMarkup(_ text: String) -> String {
  guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
  var result = String.UnicodeScalarView()
  var rest = text.unicodeScalars[...]
  while let scalar = rest.popFirst() {
    let body = rest.prefix(32)
    guard scalar == "&", let end = body.firstIndex(of: ";"),
      let replacement = characterReference(String(body[..<end]))
    else {
      result.append(scalar)
      continue
    }
    result.append(replacement)
    rest = rest[rest.index(after: end)...]
  }
  return String(result)
}

private func characterReference(_ name: String) -> Unicode.Scalar? {
  guard name.first == "#" else { return namedReferences[name] }
  let digits = name.dropFirst()
  let isHexadecimal = digits.first == "x" || digits.first == "X"
  let number =
    isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
  return number.flatMap { $0 == 0 ? "\u{FFFD}" : Unicode.Scalar($0) ?? "\u{FFFD}" }
}

private let namedReferences: [String: Unicode.Scalar] = {
  var table: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "ndash": "\u{2013}",
    "mdash": "\u{2014}", "lsquo": "\u{2018}", "rsquo": "\u{2019}", "ldquo": "\u{201C}",
    "rdquo": "\u{201D}", "bull": "\u{2022}", "hellip": "\u{2026}", "euro": "\u{20AC}",
    "trade": "\u{2122}",
  ]
  let latin = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn \
    sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave \
    Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
    ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN \
    szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave \
    iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute \
    ucirc uuml yacute thorn yuml
    """
  for (index, name) in latin.split(separator: " ").enumerated() {
    table[String(name)] = Unicode.Scalar(UInt8(160 + index))
  }
  return table
}()
