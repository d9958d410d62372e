/// One customer, drawn from their number alone.
struct ShopCustomer {
  let id: Int
  let firstName: String
  let lastName: String
  let country: ShopVocabulary.Country
  let email: String
  /// What the website's cookie calls them.
  let visitor: UInt64

  init(id: Int, seed: UInt64) {
    var random = RandomStream(seed: seed, label: 2, index: UInt64(id))
    self.id = id
    firstName = ShopVocabulary.firstNames[random.below(ShopVocabulary.firstNames.count)]
    lastName = ShopVocabulary.lastNames[random.below(ShopVocabulary.lastNames.count)]
    country = ShopCustomer.country(&random)
    email = "customer\(id)@example.\(["com", "org", "net"][random.below(3)])"
    visitor = random.next()
  }

  private static func country(_ random: inout RandomStream) -> ShopVocabulary.Country {
    var ticket = random.below(ShopVocabulary.countries.reduce(0) { $0 + $1.share })
    for country in ShopVocabulary.countries {
      if ticket < country.share { return country }
      ticket -= country.share
    }
    return ShopVocabulary.countries[0]
  }
}
