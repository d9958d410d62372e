extension ShopSimulation {
  /// Places an order and lets it run its course through all systems.
  mutating func placeOrder(_ id: Int, at time: CivilTime) {
    let order = drawOrder(id, at: time)
    export(order)
    exportItems(of: order)
    pay(for: order)
    visitAndBuy(order)
    if !order.isCustomerKnown { truth.ordersWithoutCustomer += 1 }
    if order.outcome == .cancelled, order.settled.day <= lastDay {
      truth.cancelledOrders += 1
    } else {
      truth.salesCents[order.currency.rawValue, default: 0] += order.total
    }
  }

  private mutating func drawOrder(_ id: Int, at time: CivilTime) -> ShopOrder {
    let customer = pickCustomer(at: time)
    var items: [ShopOrder.Item] = []
    for _ in 0..<(1 + random.skewed(below: 5)) {
      let product = products[random.skewed(below: products.count)]
      let variant = product.variants[random.below(product.variants.count)]
      let price = customer.country.currency.price(forEuroCents: variant.euroCents)
      let quantity = 1 + random.skewed(below: 4)
      let discount = random.chance(1_200) ? quantity * price / 10 : 0
      items.append(
        ShopOrder.Item(
          product: product, sku: variant.sku, quantity: quantity, unitPrice: price,
          discount: discount))
    }
    let fate = random.below(100)
    return ShopOrder(
      id: id, customer: customer, isCustomerKnown: !random.chance(defects.missingCustomer),
      placed: time, shipping: random.chance(6_000) ? 495 : 0, items: items,
      outcome: fate < 4 ? .cancelled : fate < 9 ? .returned : .delivered,
      settled: time.adding(seconds: random.within(1...7) * 86_400 + random.below(40_000)))
  }

  private mutating func export(_ order: ShopOrder) {
    let email = untidy(order.customer.email)
    let country = spelling(of: order.customer.country)
    let first = line(of: order, email, country, status: "placed", updated: order.placed)
    let day = order.placed.day
    if day.number % 17 == 5, random.chance(1_000) {
      let arrival = CivilDay(number: min(day.number + 3, lastDay.number))
      deliver(first, to: .lateOrders, on: arrival)
    } else {
      tear(first, in: .orders, on: day)
      if random.chance(defects.unreadableValue) {
        spoil(unreadable(order, email, country), in: .orders, on: day)
      }
      deliver(first, to: .orders, on: day)
    }
    let status =
      switch order.outcome {
      case .delivered: "delivered"
      case .cancelled: "cancelled"
      case .returned: "returned"
      }
    let last = line(of: order, email, country, status: status, updated: order.settled)
    deliver(last, to: .orders, on: order.settled.day)
  }

  private func line(
    of order: ShopOrder, _ email: String, _ country: String, status: String, updated: CivilTime
  ) -> TextLine {
    var line = opening(order, email, country, status: status)
    line.time(order.placed)
    line.comma()
    line.time(updated)
    return line
  }

  private func unreadable(_ order: ShopOrder, _ email: String, _ country: String) -> TextLine {
    var line = opening(order, email, country, status: "placed")
    line.raw("2025-02-30 12:00:00,")
    line.time(order.placed)
    return line
  }

  private func opening(
    _ order: ShopOrder, _ email: String, _ country: String, status: String
  ) -> TextLine {
    var line = TextLine.line
    line.integer(order.id)
    line.comma()
    if order.isCustomerKnown { line.integer(order.customer.id) }
    line.comma()
    line.field(email)
    line.comma()
    line.raw(status)
    line.comma()
    line.raw(order.currency.rawValue)
    line.comma()
    line.field(country)
    line.comma()
    line.cents(order.shipping)
    line.comma()
    return line
  }

  private mutating func exportItems(of order: ShopOrder) {
    let day = order.placed.day
    for (index, item) in order.items.enumerated() {
      let isProductKnown = !random.chance(defects.missingProduct)
      let good = line(of: order, index + 1, item, quantity: item.quantity, isProductKnown)
      tear(good, in: .orderItems, on: day)
      if random.chance(defects.unreadableValue) {
        var spoiled = TextLine()
        spoiled.integer(order.id)
        spoiled.raw(",\(index + 1),\(item.sku),,two,9.99,0.00")
        spoil(spoiled, in: .orderItems, on: day)
      }
      deliver(good, to: .orderItems, on: day)
      truth.orderItems += 1
      if !isProductKnown { truth.itemsWithoutProduct += 1 }
    }
    if random.chance(defects.negativeQuantity) {
      let number = order.items.count + 1
      deliver(
        line(of: order, number, order.items[0], quantity: -1, true), to: .orderItems, on: day)
      truth.negativeItems += 1
    }
  }

  private func line(
    of order: ShopOrder, _ number: Int, _ item: ShopOrder.Item, quantity: Int,
    _ isProductKnown: Bool
  ) -> TextLine {
    var line = TextLine.line
    line.integer(order.id)
    line.comma()
    line.integer(number)
    line.comma()
    if isProductKnown { line.raw(item.sku) }
    line.comma()
    line.field(item.product.title)
    line.comma()
    line.integer(quantity)
    line.comma()
    line.cents(item.unitPrice)
    line.comma()
    line.cents(item.discount)
    return line
  }
}
