extension ShopSimulation {
  /// The sessions that led to an order; the last one ends with the purchase.
  mutating func visitAndBuy(_ order: ShopOrder) {
    guard !random.chance(800) else { return }
    for _ in 0..<random.skewed(below: 3) {
      let back = random.within(1...Self.attributionDays) * 86_400
      let time = order.placed.adding(seconds: random.below(3_600) - back)
      guard time.day >= Self.firstDay else { continue }
      var session = WebSession(visitor: order.customer.visitor, start: time, &random)
      browse(&session, pages: random.within(1...3))
    }
    let start = order.placed.adding(seconds: -random.within(120...1_500))
    guard start.day >= Self.firstDay else { return }
    var session = WebSession(visitor: order.customer.visitor, start: start, &random)
    browse(&session, pages: random.within(1...2))
    session.time = order.placed
    record(session.event("purchase", page: "/checkout/thanks", order: order.id, &random), session)
  }

  /// A session that leads to nothing.
  mutating func visitWithoutBuying(on day: CivilDay) {
    let start = CivilTime(day, second: random.below(80_000))
    var session = WebSession(visitor: random.next(), start: start, &random)
    browse(&session, pages: 1 + random.skewed(below: 4))
  }

  private mutating func browse(_ session: inout WebSession, pages: Int) {
    for page in 0..<pages {
      let product = products[random.skewed(below: products.count)].number
      let path = page == 0 ? "/" : "/products/\(product)"
      record(session.event("page_view", page: path, order: nil, &random), session)
      session.time = session.time.adding(seconds: random.within(5...60))
    }
  }

  private mutating func record(_ line: TextLine, _ session: WebSession) {
    let day = session.time.day
    guard day <= lastDay else { return }
    breakJSON(line, in: .events, on: day)
    deliver(line, to: .events, on: day)
    truth.events += 1
  }
}

/// One visit to the website, with what brought it.
struct WebSession {
  let id: UInt64
  let visitor: UInt64
  let channel: ShopVocabulary.Channel
  let campaign: String?
  let device: String
  var time: CivilTime

  init(visitor: UInt64, start: CivilTime, _ random: inout RandomStream) {
    id = random.next()
    self.visitor = visitor
    time = start
    var ticket = random.below(100)
    var chosen = ShopVocabulary.channels[0]
    for channel in ShopVocabulary.channels {
      chosen = channel
      if ticket < channel.share { break }
      ticket -= channel.share
    }
    channel = chosen
    campaign =
      chosen.campaigns.isEmpty ? nil : chosen.campaigns[random.below(chosen.campaigns.count)]
    device = ["mobile", "mobile", "desktop", "tablet"][random.below(4)]
  }

  /// One event as the tracker sends it; the campaign's parameters are absent when there are none.
  func event(
    _ name: String, page: String, order: Int?, _ random: inout RandomStream
  ) -> TextLine {
    var line = TextLine.line
    line.raw(#"{"event_id":""#)
    line.token(random.next(), count: 13)
    line.raw(#"","session_id":""#)
    line.token(id, count: 13)
    line.raw(#"","visitor_id":""#)
    line.token(visitor, count: 13)
    line.raw(#"","event":""#)
    line.raw(name)
    line.raw(#"","occurred_at":""#)
    line.time(time, separator: UInt8(ascii: "T"))
    line.raw(#"Z","page":""#)
    line.raw(page)
    line.raw(#"","device":""#)
    line.raw(device)
    line.raw("\"")
    if let source = channel.source, let medium = channel.medium {
      line.raw(#","utm":{"source":"\#(source)","medium":"\#(medium)""#)
      if let campaign { line.raw(#","campaign":"\#(campaign)""#) }
      line.raw("}")
    }
    if let order { line.raw(#","order_id":"\#(order)""#) }
    line.raw("}")
    return line
  }
}
