/// A file to compare: a submission, or one that ships with the pack.
public struct ComparedFile: Sendable {
  /// As a note on it says it.
  public let name: String
  /// The whole text.
  public let source: String
  /// What is left of it without the starter, as numbers.
  public let fingerprint: Fingerprint

  /// Takes the fingerprint once; `starter` is what every student was given.
  public init(name: String, source: String, without starter: Fingerprint.Starter) {
    self.name = name
    self.source = source
    fingerprint = Fingerprint(of: source, without: starter)
  }
}

/// Finds the submissions that are a shipped solution, or one another, after renaming and reformatting.
/// What it finds is a note for a person, who looks at the files; it is no proof of anything.
public struct LikenessSearch: Sendable {
  /// How much of the smaller file must be in both.
  ///
  /// Measured on the two packs that ship, reference and alternatives, without what the starter has
  /// (`ShippedPacksTests` holds both sides). Of two solutions written independently at most 25 % is
  /// alike in lesson 00 and 23 % in lesson 01, and of the first part of one in another at most 43 %. Of
  /// a copy with other names, comments, spaces and functions in another order at least 98 % is; where
  /// its names are changed also where they are the library's, so that it does not compile, 67 to 99 %.
  /// The alternatives were written to differ, and students of one class are nearer to each other: so
  /// the threshold is as high as those copies allow.
  public static let threshold = 0.65

  /// What a student wrote has at least this share of the reference's fingerprint; less is not begun
  /// far enough to be like another: a few lines have few right forms.
  static let leastShare = 0.25
  /// The same where the reference is short.
  static let leastHashes = 20

  private let shipped: [ComparedFile]
  private let least: Int

  /// `shipped` are the pack's solutions, the reference first.
  public init(shipped: [ComparedFile]) {
    self.shipped = shipped
    let reference = shipped.first?.fingerprint.hashes.count ?? 0
    least = max(Self.leastHashes, Int(Self.leastShare * Double(reference)))
  }

  /// Everything that is alike: first what is like a shipped file, by submission; then groups of
  /// submissions, each once.
  public func likenesses(of submissions: [ComparedFile]) -> [Likeness] {
    let files = submissions.sorted { $0.name < $1.name }
    let begun = files.filter(isBegun)
    let copies = files.compactMap(likeShipped)
    let known = Dictionary(copies.map { ($0.submissions[0], $0.like) }, uniquingKeysWith: { $1 })
    // Who has the same shipped file is like the others for that reason.
    let groups = self.groups(begun).filter { group in
      let like = Set(group.submissions.map { known[$0] })
      return like.count > 1 || like.contains(nil)
    }
    return copies + groups
  }

  private func isBegun(_ file: ComparedFile) -> Bool { file.fingerprint.hashes.count >= least }

  /// The shipped file that a submission is, however short, or is most like.
  private func likeShipped(_ submission: ComparedFile) -> Likeness? {
    if let same = shipped.first(where: { $0.source.utf8.elementsEqual(submission.source.utf8) }) {
      return likeness(submission, same, 1, isSameFile: true)
    }
    guard isBegun(submission) else { return nil }
    let found = shipped.map { ($0, submission.fingerprint.likeness(to: $0.fingerprint)) }
    guard let (file, share) = found.max(by: { $0.1 < $1.1 }), share >= Self.threshold
    else { return nil }
    return likeness(submission, file, share, isSameFile: false)
  }

  private func likeness(
    _ submission: ComparedFile, _ file: ComparedFile, _ share: Double, isSameFile: Bool
  ) -> Likeness {
    Likeness(
      submissions: [submission.name], like: .shipped(file.name), share: share,
      isSameFile: isSameFile, symbolCount: submission.fingerprint.symbolCount)
  }

  /// Submissions that are alike, and those that are like these: each group once, by its first name.
  private func groups(_ files: [ComparedFile]) -> [Likeness] {
    var parent = Array(files.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parent[index] != index { index = parent[index] }
      return index
    }
    let links = links(files)
    for link in links { parent[root(link.second)] = root(link.first) }
    let members = Dictionary(grouping: files.indices) { root($0) }.values.filter { $0.count > 1 }
    return members.map { members in
      let inside = Set(members)
      let weakest = links.filter { inside.contains($0.first) }.map(\.share).min() ?? 1
      let texts = Set(members.map { files[$0].source })
      return Likeness(
        submissions: members.map { files[$0].name }.sorted(), like: .oneAnother, share: weakest,
        isSameFile: texts.count == 1,
        symbolCount: members.map { files[$0].fingerprint.symbolCount }.min() ?? 0)
    }.sorted { $0.submissions[0] < $1.submissions[0] }
  }

  private struct Link {
    var first: Int
    var second: Int
    var share: Double
  }

  /// The pairs at or above the threshold. Each hash leads to the files that have it, so that only what
  /// two files have in common is ever looked at.
  private func links(_ files: [ComparedFile]) -> [Link] {
    var holders: [UInt64: [Int]] = [:]
    var links: [Link] = []
    for second in files.indices {
      let fingerprint = files[second].fingerprint
      var shared = [Int](repeating: 0, count: second)
      for hash in fingerprint.hashes {
        for first in holders[hash, default: []] { shared[first] += 1 }
        holders[hash, default: []].append(second)
      }
      for first in shared.indices where shared[first] > 0 {
        let share = fingerprint.likeness(to: files[first].fingerprint, shared: shared[first])
        if share >= Self.threshold {
          links.append(Link(first: first, second: second, share: share))
        }
      }
    }
    return links
  }
}
