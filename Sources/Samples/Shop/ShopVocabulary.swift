/// The words a shop is made of.
enum ShopVocabulary {
  static let firstNames: [String] = [
    "Anna", "Ben", "Carla", "David", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Katja",
    "Liam", "Maja", "Noah", "Olivia", "Paul", "Quentin", "Rosa", "Sven", "Tilda", "Umut", "Vera",
    "Wiktor", "Xenia", "Yusuf", "Zoë", "José", "Chloé", "Søren", "Łukasz", "Mei", "Aarav",
  ]
  static let lastNames: [String] = [
    "Schmidt", "Müller", "García", "Rossi", "Dubois", "Kowalski", "Jensen", "Novák", "Smith",
    "O'Brien", "Johnson", "Nguyen", "Yılmaz", "Silva", "Andersson", "van den Berg", "Bauer",
    "Weber", "Martin", "Lopez", "Brown", "Taylor", "Fischer", "Moreau", "Bianchi", "Lindqvist",
  ]
  static let adjectives: [String] = [
    "Enamel", "Linen", "Oak", "Recycled", "Stoneware", "Merino", "Copper", "Cork", "Bamboo",
    "Waxed", "Felt", "Glass", "Canvas", "Walnut", "Ceramic", "Hand-dyed",
  ]
  static let nouns: [(name: String, kind: String)] = [
    ("Mug", "Kitchen"), ("Teapot", "Kitchen"), ("Cutting Board", "Kitchen"), ("Apron", "Kitchen"),
    ("Throw", "Textiles"), ("Cushion, 45 cm", "Textiles"), ("Scarf", "Textiles"),
    ("Lamp", "Lighting"), ("Candle Holder", "Lighting"), ("Notebook, \"A5\"", "Stationery"),
    ("Pen Case", "Stationery"), ("Backpack", "Bags"), ("Tote Bag", "Bags"), ("Wallet", "Bags"),
    ("Planter", "Garden"), ("Watering Can", "Garden"), ("Puzzle", "Toys"), ("Kite", "Toys"),
  ]
  static let vendors: [String] = [
    "Nordlicht", "Casa Verde", "Atelier Sud", "Harbour & Co", "Werkhof", "Little Owl",
  ]
  static let sizes: [String] = ["S", "M", "L"]

  /// A country customers live in: how others write it, its currency, its share of customers.
  struct Country {
    var code: String
    var spellings: [String]
    var currency: Currency
    var share: Int
  }

  static let countries: [Country] = [
    Country(code: "DE", spellings: ["de", "Germany", "Deutschland"], currency: .eur, share: 30),
    Country(code: "FR", spellings: ["fr", "France"], currency: .eur, share: 16),
    Country(code: "GB", spellings: ["gb", "UK", "United Kingdom"], currency: .gbp, share: 20),
    Country(code: "US", spellings: ["us", "USA", "United States"], currency: .usd, share: 14),
    Country(code: "ES", spellings: ["es", "Spain"], currency: .eur, share: 8),
    Country(code: "IT", spellings: ["it", "Italy"], currency: .eur, share: 7),
    Country(code: "NL", spellings: ["nl", "Netherlands"], currency: .eur, share: 5),
  ]

  /// A way visitors come: what the links carry, and its share of sessions.
  struct Channel {
    var source: String?
    var medium: String?
    var campaigns: [String]
    var share: Int
  }

  static let channels: [Channel] = [
    Channel(source: nil, medium: nil, campaigns: [], share: 24),
    Channel(source: "google", medium: "organic", campaigns: [], share: 22),
    Channel(
      source: "google", medium: "cpc", campaigns: ["brand", "generic-home", "shopping"], share: 20),
    Channel(
      source: "instagram", medium: "paid_social", campaigns: ["spring-look", "gift-guide"],
      share: 13),
    Channel(
      source: "newsletter", medium: "email", campaigns: ["weekly", "win-back", "welcome"],
      share: 14),
    Channel(source: "homestyle-blog", medium: "referral", campaigns: [], share: 7),
  ]
}

/// The money of a country, its prices derived from the euro price by a fixed ratio.
enum Currency: String, CaseIterable {
  case eur = "EUR"
  case gbp = "GBP"
  case usd = "USD"

  var lowercased: String {
    switch self {
    case .eur: "eur"
    case .gbp: "gbp"
    case .usd: "usd"
    }
  }

  /// A price in this currency for one in euro cents.
  func price(forEuroCents cents: Int) -> Int {
    switch self {
    case .eur: cents
    case .gbp: cents * 86 / 100
    case .usd: cents * 108 / 100
    }
  }
}
