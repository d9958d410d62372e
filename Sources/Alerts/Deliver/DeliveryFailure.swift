/// Why a channel did not take a message. Nothing in it is a secret: no address beyond the host.
struct DeliveryFailure: Error, Sendable, Hashable {
  /// What went wrong.
  var message: String
  /// Whether another try would come to the same.
  var isFinal = false
  /// How long the channel asks to be left alone.
  var pause: Duration?

  init(_ message: String, isFinal: Bool = false, pause: Duration? = nil) {
    self.message = message
    self.isFinal = isFinal
    self.pause = pause
  }
}
