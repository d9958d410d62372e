extension ShopSimulation {
  /// The customers the shop had before the data begins.
  mutating func exportFirstCustomers(on day: CivilDay) {
    for id in 1...customersSoFar {
      let age = random.within(1...400)
      let created = CivilTime(
        CivilDay(number: day.number - age), second: random.below(86_400))
      export(ShopCustomer(id: id, seed: seed), created: created, updated: created, on: day)
    }
  }

  /// Somebody who buys: a new customer, or one who comes back.
  mutating func pickCustomer(at time: CivilTime) -> ShopCustomer {
    if random.chance(3_000) {
      customersSoFar += 1
      let customer = ShopCustomer(id: customersSoFar, seed: seed)
      let created = time.adding(seconds: -random.within(30...1_800))
      export(customer, created: created, updated: created, on: time.day)
      return customer
    }
    let customer = ShopCustomer(id: 1 + random.skewed(below: customersSoFar), seed: seed)
    return customer
  }

  private mutating func export(
    _ customer: ShopCustomer, created: CivilTime, updated: CivilTime, on day: CivilDay
  ) {
    var line = TextLine.line
    line.integer(customer.id)
    line.comma()
    line.field(untidy(customer.email))
    line.comma()
    line.field(random.chance(defects.untidyText) ? " \(customer.firstName)" : customer.firstName)
    line.comma()
    line.field(customer.lastName)
    line.comma()
    line.field(spelling(of: customer.country))
    line.comma()
    line.raw(random.chance(6_000) ? "true" : "false")
    line.comma()
    line.time(created)
    line.comma()
    line.time(updated)
    tear(line, in: .customers, on: day)
    if random.chance(defects.wrongEncoding) { spoil(latin1(customer), in: .customers, on: day) }
    deliver(line, to: .customers, on: day)
  }

  /// The line as a program that still writes Latin-1 would send it: `Mller` with the byte FC.
  private func latin1(_ customer: ShopCustomer) -> TextLine {
    var line = TextLine.line
    line.integer(customer.id)
    line.raw(",,J")
    line.byte(0xfc)
    line.raw("rgen,M")
    line.byte(0xfc)
    line.raw("ller,DE,true,2025-01-01 00:00:00,2025-01-01 00:00:00")
    return line
  }

  /// The address as its owner may have typed it.
  mutating func untidy(_ email: String) -> String {
    guard random.chance(defects.untidyText) else { return email }
    switch random.below(3) {
    case 0: return email.uppercased()
    case 1: return " \(email) "
    default: return email.replacing("customer", with: "Customer")
    }
  }

  /// The country's code, or what stands there instead.
  mutating func spelling(of country: ShopVocabulary.Country) -> String {
    guard random.chance(defects.untidyCountry) else { return country.code }
    return country.spellings[random.below(country.spellings.count)]
  }
}
