extension ShopSimulation {
  /// The charge for an order, after a failed attempt perhaps, and its refund.
  mutating func pay(for order: ShopOrder) {
    let isOrderNamed = !random.chance(defects.missingOrder)
    let paid = order.placed.adding(seconds: random.within(5...90))
    if random.chance(300) {
      let failed = charge(
        for: order, attempt: 0, at: order.placed.adding(seconds: 2), status: "failed", fee: 0,
        isOrderNamed)
      send(failed, at: order.placed, isOrderNamed)
    }
    let fee = order.total * 15 / 1_000 + 25
    let good = charge(
      for: order, attempt: 1, at: paid, status: "succeeded", fee: fee, isOrderNamed)
    send(good, at: paid, isOrderNamed)
    if paid.day <= lastDay {
      let currency = order.currency.rawValue
      truth.chargedCents[currency, default: 0] += order.total
      truth.feeCents[currency, default: 0] += fee
    }
    refund(order, isOrderNamed)
  }

  private mutating func refund(_ order: ShopOrder, _ isOrderNamed: Bool) {
    guard order.outcome != .delivered else { return }
    let isWhole = order.outcome == .cancelled || random.chance(6_000)
    let amount = isWhole ? order.total : order.total / 2
    let time = order.settled.adding(seconds: random.within(1...12) * 86_400)
    guard time.day <= lastDay else { return }
    var line = TextLine.line
    line.raw(#"{"id":"re_"#)
    line.token(mixed(seed &+ 7, UInt64(order.id)), count: 12)
    line.raw(#"","object":"refund","charge":"ch_"#)
    line.token(chargeToken(order.id, attempt: 1), count: 12)
    line.raw(#"","amount":"#)
    line.integer(amount)
    line.raw(#","currency":""#)
    line.raw(order.currency.lowercased)
    line.raw(#"","status":"succeeded","reason":""#)
    line.raw(order.outcome == .cancelled ? "order_cancelled" : "requested_by_customer")
    line.raw(#"","created":"#)
    line.integer(time.seconds)
    close(&line, order, isOrderNamed)
    send(line, at: time, isOrderNamed)
    truth.refundedCents[order.currency.rawValue, default: 0] += amount
  }

  private func charge(
    for order: ShopOrder, attempt: Int, at time: CivilTime, status: String, fee: Int,
    _ isOrderNamed: Bool
  ) -> TextLine {
    var line = TextLine.line
    line.raw(#"{"id":"ch_"#)
    line.token(chargeToken(order.id, attempt: attempt), count: 12)
    line.raw(#"","object":"charge","amount":"#)
    line.integer(order.total)
    line.raw(#","currency":""#)
    line.raw(order.currency.lowercased)
    line.raw(#"","status":""#)
    line.raw(status)
    line.raw(#"","created":"#)
    line.integer(time.seconds)
    line.raw(#","balance_transaction":{"fee":"#)
    line.integer(fee)
    line.raw(#","net":"#)
    line.integer(status == "succeeded" ? order.total - fee : 0)
    line.raw("}")
    close(&line, order, isOrderNamed)
    return line
  }

  private func close(_ line: inout TextLine, _ order: ShopOrder, _ isOrderNamed: Bool) {
    line.raw(#","metadata":{"#)
    if isOrderNamed {
      line.raw(#""order_id":""#)
      line.integer(order.id)
      line.raw("\"")
    }
    line.raw("}}")
  }

  private func chargeToken(_ order: Int, attempt: Int) -> UInt64 {
    mixed(seed &+ 5 &+ UInt64(attempt), UInt64(order))
  }

  private mutating func send(_ line: TextLine, at time: CivilTime, _ isOrderNamed: Bool) {
    guard time.day <= lastDay else { return }
    breakJSON(line, in: .payments, on: time.day)
    if random.chance(defects.unreadableValue) {
      var spoiled = TextLine()
      spoiled.raw(#"{"id":"ch_void","object":"charge","amount":"12,50","currency":"eur"}"#)
      spoil(spoiled, in: .payments, on: time.day)
    }
    deliver(line, to: .payments, on: time.day)
    if !isOrderNamed { truth.paymentsWithoutOrder += 1 }
  }
}
