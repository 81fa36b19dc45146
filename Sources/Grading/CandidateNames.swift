/// What may become a row.
struct Candidate {
  var place: DiskPlace
  /// Why it has no grade.
  var reason: String?
  /// The name if nobody else has it.
  var short: String
  /// The name that no other entry of its folder has, but for accents that are written in two ways.
  var whole: String
  /// The sections of the class that it lies in, from the outermost.
  var sections: [String] = []
  /// Where it was found: below what was pointed at.
  var path: String

  init(_ place: DiskPlace, reason: String? = nil) {
    self.place = place
    self.reason = reason
    whole = place.name
    short = reason == nil ? EntryKind.stem(whole) : whole
    path = place.name
  }

  /// Names it with the sections that it lies in.
  mutating func enter(_ sections: [String], below prefix: String) {
    self.sections = sections
    path = ([prefix] + sections + [path]).filter { !$0.isEmpty }.joined(separator: "/")
    guard !sections.isEmpty else { return }
    let start = sections.joined(separator: "/") + "/"
    short = start + short
    whole = start + whole
  }
}

/// Gives every candidate a name of its own.
enum CandidateNames {
  /// Files of different endings keep apart: the shorter name if it is free, else the whole one. Names of
  /// one folder that a reader cannot tell apart are numbered; the same name from two folders is for a
  /// person to solve.
  ///
  /// Throws `sameName`.
  static func named(_ candidates: [Candidate]) throws(GradingError) -> [(Candidate, String)] {
    var seen: Set<DiskPlace> = []
    let candidates = candidates.filter { seen.insert($0.place).inserted }
    var names = candidates.map(\.short)
    while true {
      let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
      let crowded = names.indices.filter {
        counts[names[$0]] != 1 && !isSame(names[$0], candidates[$0].whole)
      }
      if crowded.isEmpty { break }
      for index in crowded { names[index] = candidates[index].whole }
    }
    var taken: [String: DiskPlace] = [:]
    for index in candidates.indices {
      let place = candidates[index].place
      if let other = taken[names[index]], other.parent != place.parent {
        throw .sameName(names[index], first: other.shown, second: place.shown)
      }
      var name = names[index]
      var number = 2
      while taken[name] != nil || (number > 2 && names.contains(name)) {
        name = "\(names[index]) (\(number))"
        number += 1
      }
      taken[name] = place
      names[index] = name
    }
    return Array(zip(candidates, names))
  }

  /// `==` takes an accent that is written in two ways for one.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    one.utf8.elementsEqual(other.utf8)
  }
}
