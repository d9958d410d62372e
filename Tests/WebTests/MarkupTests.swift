import Testing

@testable import Web

@Suite struct MarkupTests {
  @Test func textsAndAttributesAreNothingButText() {
    let text = "<img src=x onerror='a()'> & \"more\"\0"
    let escaped = "&lt;img src=x onerror=&#39;a()&#39;&gt; &amp; &quot;more&quot;\u{FFFD}"
    #expect(HTML(text).markup == escaped)
    #expect(
      HTML.element("p", [.init(.title, text)], HTML(text)).markup
        == "<p title=\"\(escaped)\">\(escaped)</p>")
  }

  @Test(arguments: [
    (Link("dags", "a/b"), "/dags/a%2Fb"), (Link("dags", ".."), "/dags/%2E%2E"),
    (Link("dags", "v1.2"), "/dags/v1.2"),
    (Link("dags", "javascript:alert(1)"), "/dags/javascript%3Aalert%281%29"),
    (Link(), "/"), (Link("runs").with("state", "a&b=c"), "/runs?state=a%26b%3Dc"),
    (Link("runs").with("page", "2").with("page", nil), "/runs"),
  ])
  func linksStayOnTheServer(_ link: Link, _ address: String) {
    #expect(link.address == address)
  }

  @Test func formsAreRead() {
    let fields = Fields(urlEncoded: "a=1&b=x+y%21&a=2&empty=&odd&flag=on&param.x=%7B%7D")
    #expect(fields["a"] == "1")
    #expect(fields.all("a") == ["1", "2"])
    #expect(fields["b"] == "x y!")
    #expect(fields.text("empty") == nil)
    #expect(fields["odd"] == "")
    #expect(fields.flag("flag") == true)
    #expect(fields.values(after: "param.").map(\.value) == ["{}"])
  }

  @Test(arguments: [
    (Duration.milliseconds(310), "310ms"), (.milliseconds(42_130), "42.1s"),
    (.seconds(65), "1m 5s"), (.seconds(3900), "1h 5m"), (.seconds(180_000), "2d 2h"),
  ])
  func lengthsOfTimeAreShort(_ duration: Duration, _ text: String) {
    #expect(duration.brief == text)
  }
}
