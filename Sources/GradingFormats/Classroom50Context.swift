/// What Classroom 50's runner says of a submission, for the parts of its `result.json` that no grade
/// holds. What is not known is nil, and left out of the file.
///
/// Source: the Classroom 50 wiki, Advanced Autograding, and `schemas/result-v1.schema.json` of
/// foundation50/classroom50.
public struct Classroom50Context: Sendable, Equatable {
  /// The classroom's short name.
  public var classroom: String?
  /// The assignment's.
  public var assignment: String?
  /// `individual` or `group`.
  public var assignmentType: String?
  /// Whose repository it is.
  public var owner: String?
  /// The tag that was handed in: `submit/2026-06-01T14-32-05Z-a1b2c3d`.
  public var submission: String?
  /// A link to the commit.
  public var commit: String?
  /// A link to the release that was made of it.
  public var release: String?
  /// A link to what changed in it; else the commit's.
  public var review: String?
  /// When it was handed in, `2026-06-01T14:32:05Z`: as the tag says it. There is no clock in it, so
  /// that the same submission gives the same file.
  public var datetime: String?

  /// Reads `CLASSROOM`, `ASSIGNMENT`, `ASSIGNMENT_TYPE`, `OWNER` or `USERNAME`, `SUBMISSION_TAG`,
  /// `COMMIT_URL`, `RELEASE_URL` and `REVIEW_URL`, which the runner sets; without them, of what GitHub
  /// Actions sets, `GITHUB_SERVER_URL`, `GITHUB_REPOSITORY`, `GITHUB_SHA` and `GITHUB_REF_NAME`.
  public init(environment: [String: String]) {
    func value(_ names: String...) -> String? {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    classroom = value("CLASSROOM")
    assignment = value("ASSIGNMENT")
    // Elsewhere a variable of this name is the account that the program runs in.
    owner = classroom == nil ? nil : value("OWNER", "USERNAME")
    assignmentType = value("ASSIGNMENT_TYPE") ?? (classroom == nil ? nil : "individual")
    submission = [value("SUBMISSION_TAG", "GITHUB_REF_NAME")].compactMap { $0 }
      .first { $0.hasPrefix("submit/") }
    let repository = value("GITHUB_REPOSITORY").map {
      (value("GITHUB_SERVER_URL") ?? "https://github.com") + "/" + $0
    }
    commit = value("COMMIT_URL")
    if commit == nil, let repository, let hash = value("GITHUB_SHA") {
      commit = "\(repository)/commit/\(hash)"
    }
    release = value("RELEASE_URL")
    if release == nil, let repository, let submission {
      release = "\(repository)/releases/tag/\(Self.escaped(submission))"
    }
    review = value("REVIEW_URL") ?? commit
    datetime = submission.flatMap(Self.time)
  }

  /// The parts that the file must have and that are not known, as the file names them.
  public var missing: [String] {
    let parts: [(String, String?)] = [
      ("classroom", classroom), ("assignment", assignment), ("assignment_type", assignmentType),
      ("owner", owner), ("submission", submission), ("commit", commit), ("release", release),
      ("review", review), ("datetime", datetime),
    ]
    return parts.filter { $0.1 == nil }.map(\.0)
  }

  /// `2026-06-01T14:32:05Z` of `submit/2026-06-01T14-32-05Z-a1b2c3d`.
  private static func time(_ tag: String) -> String? {
    let pattern =
      #/submit\/(\d{4}-\d{2}-\d{2}T)([01]\d|2[0-3])-([0-5]\d)-([0-5]\d)Z(?:-[0-9a-f]+)?/#
    return tag.wholeMatch(of: pattern).map { "\($0.1)\($0.2):\($0.3):\($0.4)Z" }
  }

  /// For a part of a path: all but what no link needs to escape.
  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar)
      if isPlain || "-._~".unicodeScalars.contains(scalar) { return String(scalar) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}
