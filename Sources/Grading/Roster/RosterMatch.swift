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

  /// Matches by the platform's number, then by what somebody signs in with or the address, then by name.
  /// `names` are the submissions', with whom their export names.
  public init(_ roster: Roster, _ submissions: [(name: String, people: [Participant])]) {
    let index = RosterIndex(roster.people)
    var taken: Set<Int> = []
    for (name, known) in submissions.sorted(by: { $0.name < $1.name }) {
      // A section's student is known by the last part of the row's name.
      let own = String(name.split(separator: "/").last ?? "")
      let isNamed = known.contains { $0.id ?? $0.name ?? $0.login ?? $0.email != nil }
      let sought = isNamed ? known : [Participant(name: own, section: known.first?.section)]
      var matched: [Participant] = []
      for one in sought {
        let places = index.places(of: one)
        switch places.count {
        case 1:
          taken.insert(places[0])
          matched.append(roster.people[places[0]].filled(from: one))
        case 0: matched.append(one)
        default:
          ambiguous[name] = places.map { roster.people[$0].words }
          taken.formUnion(places)
          matched.append(one)
        }
      }
      if sought.allSatisfy({ index.places(of: $0).isEmpty }) { strangers.append(name) }
      people[name] = matched
    }
    absent = roster.people.indices.filter { !taken.contains($0) }.map { roster.people[$0] }
  }
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
    for level in Self.keys(one) {
      let found = Set(level.flatMap { byKey[$0] ?? [] })
      if found.isEmpty { continue }
      // Two of one name are told apart by their section, where one is known.
      let inSection = found.filter { one.section != nil && people[$0].section == one.section }
      return (found.count > 1 && inSection.count == 1 ? inSection : found).sorted()
    }
    return []
  }

  /// From the surest to the least sure.
  private static func keys(_ one: Participant) -> [[String]] {
    let id = one.id.map { text -> String in
      let digits = text.lowercased().replacing("participant ", with: "")
      return "id " + digits
    }
    let login = [one.login, one.email].compactMap { $0.map { "login " + $0.lowercased() } }
    let local = [one.email, one.login].compactMap { text in
      text.map { "local " + ($0.lowercased().split(separator: "@").first.map(String.init) ?? "") }
    }
    let words = one.name.map { NameWords.of($0) } ?? []
    let names = words.isEmpty ? [] : ["name " + words.sorted().joined(separator: " ")]
    // Canvas writes a name in small letters without anything between, the last name first.
    let joined = words.indices.map { first in
      "joined " + (words[first...] + words[..<first]).joined()
    }
    // A folder of a class may have a login, an address or a number for its name.
    let bare = one.name.map { text -> [String] in
      let folded = text.lowercased()
      return ["login " + folded, "id " + folded, "local " + folded]
    }
    return [[id].compactMap { $0 }, login, local, names, joined, bare ?? []]
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
}

extension Participant {
  /// What it is called in a sentence.
  var words: String { name ?? login ?? email ?? id ?? "somebody without a name" }

  /// The same, with what only `other` says.
  fileprivate func filled(from other: Participant) -> Participant {
    Participant(
      id: id ?? other.id, name: name ?? other.name, email: email ?? other.email,
      login: login ?? other.login, section: section ?? other.section)
  }
}
