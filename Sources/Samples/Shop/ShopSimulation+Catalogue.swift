extension ShopSimulation {
  /// The whole catalogue, as the storefront publishes it.
  mutating func exportCatalogue(on day: CivilDay) {
    for product in products {
      var line = TextLine.line
      line.raw(#"{"id":"#)
      line.integer(7_000_000_000_000 + product.number)
      line.raw(#","title":""#)
      line.raw(product.title.replacing("\"", with: "\\\""))
      line.raw(#"","vendor":""#)
      line.raw(product.vendor)
      line.raw(#"","product_type":""#)
      line.raw(random.chance(defects.untidyText) ? product.kind.lowercased() : product.kind)
      line.raw(#"","tags":["\#(product.kind.lowercased())","made-to-last"],"variants":["#)
      for (index, variant) in product.variants.enumerated() {
        if index > 0 { line.comma() }
        line.raw(#"{"sku":"\#(variant.sku)","price":""#)
        line.cents(variant.euroCents)
        line.raw(#"","inventory_quantity":"#)
        line.integer(random.below(400))
        line.raw("}")
      }
      line.raw(#"],"updated_at":""#)
      line.time(CivilTime(day, second: 3_600), separator: UInt8(ascii: "T"))
      line.raw(#"Z"}"#)
      breakJSON(line, in: .products, on: day)
      deliver(line, to: .products, on: day)
    }
  }
}
