/// Case and character classes of text as Python's `str` has them, by Unicode scalars.

/// `str.upper`
func uppercased(_ text: String) -> String {
  if isASCII(text) { return text.uppercased() }
  return mapped(text) { $0.properties.uppercaseMapping }
}

/// `str.lower`: a sigma that ends a word has a form of its own.
func lowercased(_ text: String) -> String {
  if isASCII(text) { return text.lowercased() }
  guard text.unicodeScalars.contains("\u{3A3}") else {
    return mapped(text) { $0.properties.lowercaseMapping }
  }
  let scalars = Array(text.unicodeScalars)
  var result: String = ""
  for (index, scalar) in scalars.enumerated() {
    if scalar == "\u{3A3}", endsWord(scalars, index) {
      result += "\u{3C2}"
    } else {
      result += scalar.properties.lowercaseMapping
    }
  }
  return result
}

/// Whether a cased letter stands before the place and none behind it.
private func endsWord(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
  let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
  let behind = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
  return before?.properties.isCased == true && behind?.properties.isCased != true
}

/// `str.capitalize`
func capitalized(_ text: String) -> String {
  guard let first = text.unicodeScalars.first else { return "" }
  let rest = String(text.unicodeScalars.dropFirst())
  if first.isASCII, isASCII(rest) { return String(first).uppercased() + rest.lowercased() }
  return first.properties.titlecaseMapping + lowercased(rest)
}

/// `str.title`: what follows a cased letter is lower case, every other letter title case.
func titled(_ text: String) -> String {
  var result: String = ""
  var isInWord = false
  for scalar in text.unicodeScalars {
    let properties = scalar.properties
    result += isInWord ? properties.lowercaseMapping : properties.titlecaseMapping
    isInWord = properties.isCased
  }
  return result
}

/// `str.swapcase`
func swappedCase(_ text: String) -> String {
  mapped(text) { scalar in
    let properties = scalar.properties
    if properties.isUppercase { return properties.lowercaseMapping }
    if properties.isLowercase { return properties.uppercaseMapping }
    return String(scalar)
  }
}

/// `str.casefold`, by the mappings to upper and then lower case, which agree with the folding of
/// Unicode but for a few historic letters.
func caseFolded(_ text: String) -> String {
  if isASCII(text) { return text.lowercased() }
  return mapped(text) { scalar in
    if scalar == "\u{1E9E}" { return "ss" }
    let upper = scalar.properties.uppercaseMapping
    return upper.unicodeScalars.reduce(into: "") { $0 += $1.properties.lowercaseMapping }
  }
}

private func mapped(_ text: String, _ mapping: (Unicode.Scalar) -> String) -> String {
  var result: String = ""
  result.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars { result += mapping(scalar) }
  return result
}

/// Whether the text has ASCII characters only.
func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }

extension Unicode.Scalar {
  /// A letter to Python's `str.isalpha`.
  var isPythonLetter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  /// A letter or number to Python's `str.isalnum`.
  var isPythonAlphanumeric: Bool { isPythonLetter || properties.numericType != nil }

  /// A digit to Python's `str.isdigit`.
  var isPythonDigit: Bool {
    properties.numericType == .decimal || properties.numericType == .digit
  }

  /// What regular expressions of Python match with `\w`.
  var isWordCharacter: Bool { isPythonAlphanumeric || self == "_" }
}

/// `str.isupper` or `str.islower`: a cased letter, and none of the other case.
func isAll(_ text: String, upper: Bool) -> Bool {
  var hasCased = false
  for scalar in text.unicodeScalars {
    let properties = scalar.properties
    if properties.generalCategory == .titlecaseLetter { return false }
    if upper ? properties.isLowercase : properties.isUppercase { return false }
    if upper ? properties.isUppercase : properties.isLowercase { hasCased = true }
  }
  return hasCased
}

/// `str.istitle`
func isTitled(_ text: String) -> Bool {
  var isInWord = false
  var hasCased = false
  for scalar in text.unicodeScalars {
    let properties = scalar.properties
    if properties.isUppercase || properties.generalCategory == .titlecaseLetter {
      if isInWord { return false }
      isInWord = true
      hasCased = true
    } else if properties.isLowercase {
      if !isInWord { return false }
      hasCased = true
    } else {
      isInWord = false
    }
  }
  return hasCased
}

/// `str.isidentifier`
func isIdentifier(_ text: String) -> Bool {
  guard let first = text.unicodeScalars.first else { return false }
  guard first == "_" || first.properties.isXIDStart else { return false }
  return text.unicodeScalars.dropFirst().allSatisfy(\.properties.isXIDContinue)
}
