/// What a setting of a node's configuration may be, by dbt's own description of it.
enum ConfigRule {
  case truth, text, wholeNumber, textOrTexts, mapping, colour
  /// One of some words; their case does not count where `ignoresCase`.
  case word([String], ignoresCase: Bool = false)

  /// The rule for a setting of a node; `nil` where anything goes.
  static func of(_ key: String, _ type: ResourceType) -> ConfigRule? {
    if let rule = common(key) { return rule }
    switch type {
    case .test: return test(key)
    case .seed where key == "materialized": return .word(["seed"])
    case .seed where key == "delimiter": return .text
    case .seed where key == "quote_columns": return .truth
    case .snapshot where key == "materialized": return .word(["snapshot"])
    case .model, .seed, .snapshot: return table(key)
    default: return nil
    }
  }

  private static func common(_ key: String) -> ConfigRule? {
    switch key {
    case "enabled": .truth
    case "alias", "schema", "database", "group": .text
    case "tags": .textOrTexts
    case "meta": .mapping
    default: nil
    }
  }

  private static func table(_ key: String) -> ConfigRule? {
    switch key {
    case "full_refresh": .truth
    case "incremental_strategy", "on_schema_change": .text
    case "persist_docs", "quoting", "column_types", "grants", "docs", "contract": .mapping
    case "unique_key", "packages": .textOrTexts
    case "on_configuration_change": .word(["apply", "continue", "fail"])
    default: nil
    }
  }

  private static func test(_ key: String) -> ConfigRule? {
    switch key {
    case "severity": .word(["warn", "error"], ignoresCase: true)
    case "store_failures": .truth
    case "limit": .wholeNumber
    case "where", "fail_calc", "warn_if", "error_if", "store_failures_as": .text
    default: nil
    }
  }

  /// The rule for a setting within one that is a mapping.
  static func of(_ key: String, in outer: String) -> ConfigRule? {
    switch (outer, key) {
    case ("docs", "show"), ("contract", "enforced"), ("contract", "alias_types"): .truth
    case ("docs", "node_color"): .colour
    default: nil
    }
  }

  /// Whether a value may stand there; nothing always may.
  func allows(_ value: DataValue) -> Bool {
    if value.isNull { return true }
    return switch self {
    case .truth: value.boolean != nil
    case .text: value.string != nil
    case .wholeNumber: value.integer != nil
    case .textOrTexts:
      value.string != nil || value.list != nil
    case .mapping: value.dictionary != nil
    case .colour: value.string.map(Self.isColour) ?? false
    case .word(let words, let ignoresCase):
      value.string.map { words.contains(ignoresCase ? $0.lowercased() : $0) } ?? false
    }
  }

  /// What may stand there, for a hint.
  var expectation: String {
    switch self {
    case .truth: "true or false"
    case .text: "a text"
    case .wholeNumber: "a whole number"
    case .textOrTexts: "a text or a list"
    case .mapping: "a mapping"
    case .colour: "a colour's name in CSS, or #rrggbb"
    case .word(let words, _): "one of: " + words.joined(separator: ", ")
    }
  }

  private static func isColour(_ text: String) -> Bool {
    if text.hasPrefix("#") {
      return [4, 7].contains(text.utf8.count) && text.dropFirst().allSatisfy(\.isHexDigit)
    }
    return CSSColours.names.contains(text.lowercased())
  }
}

/// The names of colours in CSS.
private enum CSSColours {
  static let names = Set(
    (first + second + third).split(separator: " ").map(String.init))

  private static let first = """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet \
    brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan \
    darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta \
    darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue \
    darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey \
    dodgerblue firebrick floralwhite forestgreen fuchsia
    """
  private static let second = """
     gainsboro ghostwhite gold goldenrod gray grey green greenyellow honeydew hotpink indianred \
    indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral \
    lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon \
    lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime \
    limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple
    """
  private static let third = """
     mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue \
    mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid \
    palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum \
    powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen \
    seashell sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan \
    teal thistle tomato turquoise violet wheat white whitesmoke yellow yellowgreen
    """
}
