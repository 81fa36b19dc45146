/// Submissions that are alike, or one that is like a shipped file.
public struct Likeness: Sendable, Equatable {
  /// What a submission is like.
  public enum Other: Sendable, Hashable {
    /// The name that the file was given.
    case shipped(String)
    case oneAnother
  }

  /// One, or of a group all, by name.
  public var submissions: [String]
  /// A shipped file, or each other.
  public var like: Other
  /// How much of the smaller file is in both, from 0 to 1; of a group what its weakest link has.
  public var share: Double
  /// Whether the files are the same, byte for byte.
  public var isSameFile: Bool
  /// The words and signs of the submission, without comments; of a group those of its shortest.
  public var symbolCount: Int

  /// `share` is from 0 to 1; the submissions are given by name.
  public init(
    submissions: [String], like: Other, share: Double, isSameFile: Bool, symbolCount: Int
  ) {
    self.submissions = submissions
    self.like = like
    self.share = share
    self.isSameFile = isSameFile
    self.symbolCount = symbolCount
  }

  /// The share in whole percent, rounded down: 100 means all of it.
  public var percent: Int { Int((100 * share).rounded(.down)) }
}
