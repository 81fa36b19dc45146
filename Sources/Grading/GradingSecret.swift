import Foundation
import LessonPacks
import Judge

/// What only the instructor knows: without it nobody can tell which numbers a submission will be
/// judged on, and with it everybody's can be had again.
public struct GradingSecret: Sendable, Equatable {
  private let text: String

  /// Throws `secretTooShort`.
  public init(_ text: String) throws(GradingError) {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard trimmed.utf8.count >= 16 else { throw .secretTooShort }
    self.text = trimmed
  }

  /// Throws `secretUnreadable` or `secretTooShort`.
  public static func read(_ file: URL) throws(GradingError) -> GradingSecret {
    guard let bytes = try? Data(contentsOf: file) else {
      throw .secretUnreadable(path: file.path, reason: "there is no such file, or it is not yours")
    }
    return try GradingSecret(String(decoding: bytes, as: UTF8.self))
  }

  /// A new one, for a run that was given none.
  public static func random() -> String {
    (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 16) }.joined(separator: "-")
      + "-generated"
  }

  /// Tells secrets apart without telling what they are.
  public var fingerprint: String { String(SHA256.hex("fingerprint\n\(text)".utf8).prefix(16)) }

  /// The hidden seed of a submission: from the secret, its name and its content. A student who hands
  /// in again, changed, meets other numbers.
  public func seed(submission: String, contentHash: String) -> UInt64 {
    let parts = [text, submission, contentHash].map { "\($0.utf8.count) \($0)" }
    let digest = SHA256.hex(("seed\n" + parts.joined(separator: "\n")).utf8)
    return UInt64(digest.prefix(16), radix: 16) ?? 0
  }
}
