import Foundation
import GradingFormats

/// Whose each submission is, by a roster: nobody is guessed.
public struct RosterMatch: Sendable, Equatable {
  /// By a submission's name, everybody it is of. Without an entry the roster has nobody for it.
  public private(set) var people: [String: [Participant]] = [:]
  /// In the roster, with nothing handed in; in its order.
  public private(set) var absent: [Participant] = []
  /// Submissions of nobody in the roster, by name.
  public private(set) var strangers: [String] = []
  /// Submissions that may be several people's, with what those are called.
  public private(set) var ambiguous: [String: [String]] = [:]
  /// What somebody in the roster is called, with their submissions where those are several: which of them
  /// counts, nobody can tell.
  public private(set) var repeated: [String: [String]] = [:]

  /// Matches by the platform's number, then by what somebody signs in with or the address, then by name.
  /// A number that another name stands beside is another table's. `submissions` are by the names of their
  /// rows, with whom their export names.
  public init(_ roster: Roster, _ submissions: [(name: String, people: [Participant])]) {
    let index = RosterIndex(roster.people)
    var taken: [Int: [String]] = [:]
    for (name, known) in submissions.sorted(by: { $0.name < $1.name }) {
      // A section's student is known by the last part of the row's name.
      let own = String(name.split(separator: "/").last ?? "")
      let isNamed = known.contains { $0.id ?? $0.name ?? $0.login ?? $0.email != nil }
      let sought =
        isNamed
        ? known.map { [$0] }
        : [Self.readings(of: own).map { Participant(name: $0, section: known.first?.section) }]
      var matched: [Participant] = []
      var isStranger = true
      for readings in sought {
        let places = readings.lazy.map { index.places(of: $0) }.first { !$0.isEmpty } ?? []
        let one = isNamed ? readings[0] : Participant(section: known.first?.section)
        isStranger = isStranger && places.isEmpty
        for place in places { taken[place, default: []].append(name) }
        if places.count == 1 {
          matched.append(roster.people[places[0]].filled(from: one))
          continue
        }
        if places.count > 1 { ambiguous[name] = places.map { roster.people[$0].shown } }
        matched.append(one)
      }
      if isStranger { strangers.append(name) }
      people[name] = matched.filter { $0 != Participant() }
    }
    absent = roster.people.indices.filter { taken[$0] == nil }.map { roster.people[$0] }
    for (place, names) in taken where Set(names).count > 1 && ambiguous.isEmpty {
      repeated[roster.people[place].shown] = Set(names).sorted()
    }
  }

  /// A row's name as it is, and without the endings that only say what kind of file it is.
  private static func readings(of name: String) -> [String] {
    var readings = [name]
    while let last = readings.last {
      let shorter: String? =
        switch EntryKind(last) {
        case .archive, .swift: EntryKind.stem(last)
        case .unreadArchive(let ending): String(last.dropLast(ending.count))
        case .ofTheClass, .other:
          endings.first { last.lowercased().hasSuffix($0) }.map { String(last.dropLast($0.count)) }
        }
      guard let shorter, shorter != last, !shorter.isEmpty else { break }
      readings.append(shorter)
    }
    return readings
  }

  /// What people hand in by mistake. Of `jane.doe` nothing is an ending.
  private static let endings = [
    ".pdf", ".docx", ".doc", ".odt", ".rtf", ".pages", ".txt", ".md", ".html", ".png", ".jpg",
    ".jpeg",
    ".heic", ".ipynb", ".py",
  ]
}

/// A roster by everything that may name somebody.
private struct RosterIndex {
  private let people: [Participant]
  private var byKey: [String: [Int]] = [:]

  init(_ people: [Participant]) {
    self.people = people
    for (place, one) in people.enumerated() {
      for key in Set(Self.keys(one).joined()) { byKey[key, default: []].append(place) }
    }
  }

  /// Those that the surest of its names finds.
  func places(of one: Participant) -> [Int] {
    for (depth, level) in Self.keys(one).enumerated() {
      var found = Set(level.flatMap { byKey[$0] ?? [] })
      // Two tables may count their people from one.
      if depth == 0 { found = found.filter { !people[$0].isPlainlyNot(one) } }
      if found.isEmpty { continue }
      // Two of one name are told apart by their section, where one is known.
      let inSection = found.filter { one.section != nil && people[$0].section == one.section }
      return (found.count > 1 && inSection.count == 1 ? inSection : found).sorted()
    }
    return []
  }

  /// From the surest to the least sure.
  private static func keys(_ one: Participant) -> [[String]] {
    let id = one.id.map { "id " + bare($0).replacing("participant ", with: "") }
    let login = [one.login, one.email].compactMap { $0.map { "login " + bare($0) } }
    let local = [one.email, one.login].compactMap { text in
      text.map { "local " + (bare($0).split(separator: "@").first.map(String.init) ?? "") }
    }
    let words = one.name.map { NameWords.of($0) } ?? []
    let names = words.isEmpty ? [] : ["name " + words.sorted().joined(separator: " ")]
    let joined = NameWords.joined(words).map { "joined " + $0 }
    // A folder of a class may have a login, an address or a number for its name.
    let whole = one.name.map { name in ["login ", "id ", "local "].map { $0 + bare(name) } }
    return [[id].compactMap { $0 }, login, local, names, joined, whole ?? []]
  }

  /// In small letters, and without the sign that Brightspace puts before what a spreadsheet would change.
  private static func bare(_ text: String) -> String {
    let folded = text.lowercased()
    return folded.hasPrefix("#") ? String(folded.dropFirst()) : folded
  }
}

/// A name's words, without what is written in several ways.
enum NameWords {
  /// In small letters, without accents, signs and the order of "Last, First".
  static func of(_ name: String) -> [String] {
    let folded = name.folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive],
      locale: Locale(identifier: "en_US_POSIX"))
    return folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// Canvas writes a name in small letters without anything between, the last name first.
  static func joined(_ words: [String]) -> [String] {
    words.indices.map { first in (words[first...] + words[..<first]).joined() }
  }
}

extension Participant {
  /// What it is called in a sentence.
  var words: String { name ?? login ?? email ?? id ?? "somebody without a name" }

  /// The same, told apart from others of the name.
  fileprivate var shown: String {
    let mark = [id, email, login].compactMap { $0 }.first { $0 != words }
    return mark.map { "\(words) (\($0))" } ?? words
  }

  /// Whether both have names, and not a word in common.
  fileprivate func isPlainlyNot(_ other: Participant) -> Bool {
    guard let name, let otherName = other.name else { return false }
    let (mine, theirs) = (NameWords.of(name), NameWords.of(otherName))
    guard !mine.isEmpty, !theirs.isEmpty else { return false }
    return Set(mine).isDisjoint(with: theirs)
      && Set(NameWords.joined(mine)).isDisjoint(with: NameWords.joined(theirs))
  }

  /// The same, with what only `other` says.
  fileprivate func filled(from other: Participant) -> Participant {
    Participant(
      id: id ?? other.id, name: name ?? other.name, email: email ?? other.email,
      login: login ?? other.login, section: section ?? other.section)
  }
}
