import BigInt

/// Python's format specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
struct FormatSpecification {
  var fill: Unicode.Scalar = " "
  var align: Unicode.Scalar?
  var sign: Unicode.Scalar = "-"
  var dropsNegativeZero = false
  var isAlternate = false
  var width = 0
  var grouping: Unicode.Scalar?
  var precision: Int?
  var type: Unicode.Scalar?
  /// Whether zeros fill between the sign and the digits.
  var padsWithZeros: Bool { align == "=" && fill == "0" }

  init(_ text: String) throws {
    var reader = Reader(text: Array(text.unicodeScalars))
    if let mark = reader.peek(1), "<>=^".unicodeScalars.contains(mark) {
      (fill, align) = (reader.peek() ?? " ", mark)
      reader.index = 2
    } else {
      align = reader.take("<>=^")
    }
    let hasFill = reader.index == 2
    sign = reader.take("+- ") ?? "-"
    dropsNegativeZero = reader.take("z") != nil
    isAlternate = reader.take("#") != nil
    if !hasFill, reader.take("0") != nil {
      fill = "0"
      if align == nil { align = "=" }
      zeroFlag = true
    }
    width = try reader.number() ?? 0
    grouping = reader.take(",_")
    if grouping != nil, reader.take(",_") != nil {
      throw TemplateError(.value, "Cannot specify both ',' and '_'.")
    }
    if reader.take(".") != nil {
      guard let digits = try reader.number() else {
        throw TemplateError(.value, "Format specifier missing precision")
      }
      precision = digits
    }
    type = reader.peek()
    guard reader.index + (type == nil ? 0 : 1) == reader.text.count else {
      throw TemplateError(.value, "Invalid format specifier")
    }
  }

  private struct Reader {
    let text: [Unicode.Scalar]
    var index = 0

    func peek(_ offset: Int = 0) -> Unicode.Scalar? {
      text.indices.contains(index + offset) ? text[index + offset] : nil
    }

    /// Reads one of these scalars, if one comes next.
    mutating func take(_ scalars: String) -> Unicode.Scalar? {
      guard let scalar = peek(), scalars.unicodeScalars.contains(scalar) else { return nil }
      index += 1
      return scalar
    }

    mutating func number() throws -> Int? {
      var value: Int?
      while let scalar = peek(), scalar.properties.numericType == .decimal,
        let digit = scalar.properties.numericValue
      {
        value = (value ?? 0) * 10 + Int(digit)
        guard value ?? 0 <= 1 << 20 else {
          throw TemplateError(.value, "Too many decimal digits in format string")
        }
        index += 1
      }
      return value
    }
  }

  /// Whether the zero before the width set fill and alignment.
  private var zeroFlag = false

  /// `format(value, specification)` of a string.
  func format(_ text: String) throws -> String {
    guard type == nil || type == "s" else { throw unknownCode("str") }
    var result = self
    if zeroFlag, align == "=" { result.align = "<" }
    guard sign == "-", !dropsNegativeZero, !isAlternate, grouping == nil, result.align != "=" else {
      throw TemplateError(.value, "Invalid format specifier for a string")
    }
    let shown = precision.map { String(text.unicodeScalars.prefix($0)) } ?? text
    return result.pad("", shown, natural: "<")
  }

  /// `format(value, specification)` of an integer.
  func format(_ number: BigInt) throws -> String {
    switch type ?? "d" {
    case "e", "E", "f", "F", "g", "G", "%": return try format(Double(number))
    case "c":
      guard sign == "-", grouping == nil, precision == nil, !isAlternate,
        let code = UInt32(exactly: number), let scalar = Unicode.Scalar(code)
      else { throw TemplateError(.overflow, "%c arg not in range(0x110000)") }
      return pad("", String(Character(scalar)), natural: ">")
    case "d", "n": return try integer(number, radix: 10, prefix: "")
    case "b": return try integer(number, radix: 2, prefix: "0b")
    case "o": return try integer(number, radix: 8, prefix: "0o")
    case "x": return try integer(number, radix: 16, prefix: "0x")
    case "X": return try integer(number, radix: 16, prefix: "0X")
    default: throw unknownCode("int")
    }
  }

  private func integer(_ number: BigInt, radix: Int, prefix: String) throws -> String {
    guard precision == nil else {
      throw TemplateError(.value, "Precision not allowed in integer format specifier")
    }
    guard !dropsNegativeZero else {
      throw TemplateError(
        .value, "Negative zero coercion (z) not allowed in format specifier with integer")
    }
    if let grouping {
      guard radix == 10 || grouping == "_", type != "n" else {
        throw TemplateError(.value, "Cannot specify '\(grouping)' with '\(type ?? "d")'.")
      }
    }
    let digits = String(number.magnitude, radix: radix, uppercase: type == "X")
    let lead = signText(number < 0) + (isAlternate ? prefix : "")
    return assemble(lead, digits, "", group: radix == 10 ? 3 : 4)
  }

  /// `format(value, specification)` of a float.
  func format(_ number: Double) throws -> String {
    guard precision ?? 0 <= maximalPrecision else {
      throw TemplateError(.value, "precision too big")
    }
    var text: String
    switch type {
    case nil: text = precision.map { significantText(number, $0) } ?? floatText(number)
    case "f", "F": text = floatText(number, .fixed, precision ?? 6, keepsPoint: isAlternate)
    case "e", "E": text = floatText(number, .scientific, precision ?? 6, keepsPoint: isAlternate)
    case "g", "G", "n":
      guard type != "n" || grouping == nil else {
        throw TemplateError(.value, "Cannot specify '\(grouping ?? ",")' with 'n'.")
      }
      text = floatText(number, .general, max(1, precision ?? 6), keepsPoint: isAlternate)
    case "%":
      text = floatText(number * 100, .fixed, precision ?? 6, keepsPoint: isAlternate) + "%"
    default: throw unknownCode("float")
    }
    if type == "E" || type == "F" || type == "G" { text = text.uppercased() }
    var isNegative = text.utf8.first == UInt8(ascii: "-")
    if isNegative { text.removeFirst() }
    if dropsNegativeZero, isNegative, !text.utf8.contains(where: { (0x31...0x39).contains($0) }) {
      isNegative = number.isInfinite
    }
    let end = text.firstIndex { !$0.isNumber } ?? text.endIndex
    return assemble(signText(isNegative), String(text[..<end]), String(text[end...]), group: 3)
  }

  private func signText(_ isNegative: Bool) -> String {
    isNegative ? "-" : sign == "-" ? "" : String(Character(sign))
  }

  /// Puts sign, grouped digits and the rest together and pads them.
  private func assemble(_ lead: String, _ digits: String, _ rest: String, group: Int) -> String {
    guard let grouping, !digits.isEmpty else { return pad(lead, digits + rest, natural: ">") }
    var all = digits
    var text = grouped(all, grouping, group)
    if padsWithZeros {
      let room = width - lead.utf8.count - rest.utf8.count
      while text.utf8.count < room {
        all = "0" + all
        text = grouped(all, grouping, group)
      }
    }
    return pad(lead, text + rest, natural: ">")
  }

  private func grouped(_ digits: String, _ separator: Unicode.Scalar, _ size: Int) -> String {
    let bytes = Array(digits.utf8)
    var result: String = ""
    for (index, byte) in bytes.enumerated() {
      if index > 0, (bytes.count - index).isMultiple(of: size) {
        result.unicodeScalars.append(separator)
      }
      result.unicodeScalars.append(Unicode.Scalar(byte))
    }
    return result
  }

  private func pad(_ lead: String, _ text: String, natural: Unicode.Scalar) -> String {
    let missing = width - lead.unicodeScalars.count - text.unicodeScalars.count
    guard missing > 0 else { return lead + text }
    func filling(_ count: Int) -> String { String(repeating: Character(fill), count: count) }
    switch align ?? natural {
    case "<": return lead + text + filling(missing)
    case "^": return filling(missing / 2) + lead + text + filling(missing - missing / 2)
    case "=": return lead + filling(missing) + text
    default: return filling(missing) + lead + text
    }
  }

  private func unknownCode(_ typeName: String) -> TemplateError {
    TemplateError(
      .value, "Unknown format code '\(type ?? " ")' for object of type '\(typeName)'")
  }
}

extension Value {
  /// `format(value, specification)`
  func formatted(_ specification: String) throws -> String {
    if specification.isEmpty { return try text() }
    switch self {
    case .string(let text): return try FormatSpecification(specification).format(text)
    case .integer, .bigInteger, .boolean:
      return try FormatSpecification(specification).format(bigIntegerValue ?? 0)
    case .float(let number): return try FormatSpecification(specification).format(number)
    default:
      throw TemplateError(
        .type, "unsupported format string passed to \(typeName).__format__")
    }
  }
}
