/// Somebody of a class, as a roster or a platform's export names them. What it does not say is nil.
public struct Participant: Sendable, Equatable, Codable {
  /// The platform's own number or word for them, which its grade import asks for.
  public var id: String?
  /// As people write it.
  public var name: String?
  /// Their address.
  public var email: String?
  /// What they sign in with, for example on GitHub.
  public var login: String?
  /// The group of the class that they belong to.
  public var section: String?

  /// Somebody of whom at least one thing is known.
  public init(
    id: String? = nil, name: String? = nil, email: String? = nil, login: String? = nil,
    section: String? = nil
  ) {
    self.id = id
    self.name = name
    self.email = email
    self.login = login
    self.section = section
  }
}

/// How something was handed in, as the platform's export says it. What it does not say is nil.
public struct Delivery: Sendable, Equatable, Codable {
  /// ISO 8601, with the zone where the export gives one.
  public var submittedAt: String?
  /// What the platform itself says of it.
  public var isLate: Bool?
  /// What the platform called the file or folder: feedback goes back under that name.
  public var originalName: String?
  /// What the same student handed in before it, the oldest first: a time, or a name where no time is
  /// known. None of these was graded.
  public var earlier: [String]

  /// How something came.
  public init(
    submittedAt: String? = nil, isLate: Bool? = nil, originalName: String? = nil,
    earlier: [String] = []
  ) {
    self.submittedAt = submittedAt
    self.isLate = isLate
    self.originalName = originalName
    self.earlier = earlier
  }
}
