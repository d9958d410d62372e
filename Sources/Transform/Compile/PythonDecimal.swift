import BigInt
import Columnar
import Jinja

/// A decimal number as Python's `decimal.Decimal`, with the 28 digits that its operations keep.
final class PythonDecimal: Object {
  /// The digits with their sign.
  private let digits: BigInt
  /// The power of ten that the digits are multiplied by.
  private let exponent: Int

  private static let precision = 28

  init(digits: BigInt, exponent: Int) {
    self.digits = digits
    self.exponent = exponent
  }

  convenience init(_ value: Decimal128) {
    self.init(digits: BigInt(value.unscaled), exponent: -value.scale)
  }

  /// The number that the shortest text of a float shows; nil where it is not finite.
  convenience init?(_ value: Double) {
    guard value.isFinite else { return nil }
    let parts = "\(value)".lowercased().split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
    guard let digits = BigInt(String(mantissa[0]) + fraction) else { return nil }
    let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let isWhole = power > 0 && fraction == "0"
    self.init(
      digits: isWhole ? digits / 10 : digits, exponent: power - (isWhole ? 0 : fraction.count))
  }

  var typeName: String { "decimal.Decimal" }
  var isTrue: Bool { digits != 0 }
  var representation: String { "Decimal('\(text)')" }

  /// The text of the General Decimal Arithmetic specification, "to-scientific-string".
  var text: String {
    let sign = digits < 0 ? "-" : ""
    let plain = String(digits.magnitude)
    let adjusted = exponent + plain.count - 1
    if exponent <= 0, adjusted >= -6 {
      let places = -exponent
      guard places > 0 else { return sign + plain }
      let padded =
        plain.count > places
        ? plain : String(repeating: "0", count: places + 1 - plain.count) + plain
      return sign + padded.dropLast(places) + "." + padded.suffix(places)
    }
    let fraction = plain.count > 1 ? "." + plain.dropFirst() : ""
    return "\(sign)\(plain.prefix(1))\(fraction)E\(adjusted < 0 ? "-" : "+")\(abs(adjusted))"
  }

  var doubleValue: Double? { Double(text) }

  /// Python's own names of what its number functions call.
  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Jinja.Value? {
    switch name {
    case "__int__", "to_integral_value":
      let whole = exponent >= 0 ? digits * power(exponent) : digits / power(-exponent)
      return name == "__int__"
        ? Jinja.Value(whole) : .object(rounded(to: 0))
    case "__abs__": return .object(PythonDecimal(digits: abs(digits), exponent: exponent))
    case "__round__":
      guard let places = arguments.positional.first?.integerValue else {
        return Jinja.Value(rounded(to: 0).digits)
      }
      return .object(rounded(to: places))
    case "is_zero": return .boolean(digits == 0)
    case "is_signed": return .boolean(digits < 0)
    case "normalize": return .object(normalized())
    default: return nil
    }
  }

  func isEqual(to value: Jinja.Value) -> Bool { order(to: value) == 0 }

  func order(to value: Jinja.Value) -> Int? {
    if case .float(let number) = value {
      let own = doubleValue ?? .nan
      return own < number ? -1 : own == number ? 0 : own > number ? 1 : nil
    }
    guard let other = Self.operand(value) else { return nil }
    let (first, second, _) = aligned(with: other)
    return first < second ? -1 : first == second ? 0 : 1
  }

  func hash(into hasher: inout Hasher) { hasher.combine(doubleValue) }

  func operate(
    _ operation: BinaryOperator, _ value: Jinja.Value, reflected: Bool
  ) throws -> Jinja.Value? {
    guard let other = Self.operand(value) else { return nil }
    let (left, right) = reflected ? (other, self) : (self, other)
    switch operation {
    case .add, .subtract:
      let (first, second, exponent) = left.aligned(with: right)
      let sum = operation == .add ? first + second : first - second
      return .object(PythonDecimal(digits: sum, exponent: exponent).limited())
    case .multiply:
      return .object(
        PythonDecimal(
          digits: left.digits * right.digits, exponent: left.exponent + right.exponent
        ).limited())
    case .divide: return .object(try left.divided(by: right))
    case .floorDivide, .modulo:
      guard right.digits != 0 else { throw Self.division }
      let (first, second, exponent) = left.aligned(with: right)
      let (quotient, remainder) = first.quotientAndRemainder(dividingBy: second)
      return .object(
        operation == .modulo
          ? PythonDecimal(digits: remainder, exponent: exponent)
          : PythonDecimal(digits: quotient, exponent: 0))
    default: return nil
    }
  }

  private static let division = TemplateError(.zeroDivision, "division by zero")

  private static func operand(_ value: Jinja.Value) -> PythonDecimal? {
    if case .object(let object) = value { return object as? PythonDecimal }
    switch value {
    case .boolean, .integer, .bigInteger:
      return value.bigIntegerValue.map { PythonDecimal(digits: $0, exponent: 0) }
    default: return nil
    }
  }

  private func power(_ exponent: Int) -> BigInt { BigInt(10).power(exponent) }

  /// The digits of both for the smaller of their exponents.
  private func aligned(
    with other: PythonDecimal
  ) -> (first: BigInt, second: BigInt, exponent: Int) {
    let least = min(exponent, other.exponent)
    return (
      digits * power(exponent - least), other.digits * power(other.exponent - least), least
    )
  }

  private func divided(by divisor: PythonDecimal) throws -> PythonDecimal {
    guard divisor.digits != 0 else { throw Self.division }
    let ideal = exponent - divisor.exponent
    let count = String(digits.magnitude).count
    let shift = max(
      0, Self.precision + 1 + String(divisor.digits.magnitude).count - count)
    var (quotient, remainder) = (digits * power(shift)).quotientAndRemainder(
      dividingBy: divisor.digits)
    // A last digit of one stands for all that follows, so that rounding sees it.
    if remainder != 0 {
      quotient = quotient * 10 + (digits.signum() * divisor.digits.signum() < 0 ? -1 : 1)
      return PythonDecimal(digits: quotient, exponent: ideal - shift - 1).limited()
    }
    var exponent = ideal - shift
    while exponent < ideal, quotient.isMultiple(of: 10) {
      quotient /= 10
      exponent += 1
    }
    return PythonDecimal(digits: quotient, exponent: exponent).limited()
  }

  /// The number rounded to the digits that operations keep.
  private func limited() -> PythonDecimal {
    let excess = String(digits.magnitude).count - Self.precision
    return excess > 0 ? rounded(to: -(exponent + excess)) : self
  }

  /// The number with so many places after the point; a tie goes to the even digit.
  private func rounded(to places: Int) -> PythonDecimal {
    let drop = -places - exponent
    guard drop > 0 else {
      return PythonDecimal(digits: digits * power(-drop), exponent: -places)
    }
    let unit = power(drop)
    let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: unit)
    let twice = abs(remainder) * 2
    let isUp = twice > unit || (twice == unit && !quotient.isMultiple(of: 2))
    return PythonDecimal(
      digits: isUp ? quotient + digits.signum() : quotient, exponent: -places)
  }

  private func normalized() -> PythonDecimal {
    guard digits != 0 else { return PythonDecimal(digits: 0, exponent: 0) }
    var (rest, power) = (digits, exponent)
    while rest.isMultiple(of: 10) {
      rest /= 10
      power += 1
    }
    return PythonDecimal(digits: rest, exponent: power)
  }
}
