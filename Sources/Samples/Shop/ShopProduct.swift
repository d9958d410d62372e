/// One product of the catalogue, drawn from its number alone.
struct ShopProduct {
  let number: Int
  let title: String
  let kind: String
  let vendor: String
  /// Stock-keeping units, one for each size the product comes in, with their prices.
  let variants: [(sku: String, euroCents: Int)]

  init(number: Int, seed: UInt64) {
    var random = RandomStream(seed: seed, label: 1, index: UInt64(number))
    let noun = ShopVocabulary.nouns[random.below(ShopVocabulary.nouns.count)]
    let adjective = ShopVocabulary.adjectives[random.below(ShopVocabulary.adjectives.count)]
    self.number = number
    title = "\(adjective) \(noun.name)"
    kind = noun.kind
    vendor = ShopVocabulary.vendors[random.below(ShopVocabulary.vendors.count)]
    let base = random.within(4...120) * 100 + [0, 50, 90, 95, 99][random.below(5)]
    let sizes = random.chance(3_000) ? 3 : 1
    var digits = TextLine()
    digits.integer(number, minimumDigits: 4)
    let code = digits.text
    variants = (0..<sizes).map { size in
      let suffix = sizes == 1 ? "" : "-\(ShopVocabulary.sizes[size])"
      return ("SKU-\(code)\(suffix)", base + size * 300)
    }
  }
}
