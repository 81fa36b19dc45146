import Archives
import Foundation
import Judge
import Reports
import Testing

/// A place in a class's folder, and what must be true of it afterwards.
struct SubmissionCase: CustomTestStringConvertible, Sendable {
  enum Tree: Sendable {
    case file([UInt8])
    case folder([(String, Tree)])
    case link(String)
    case pipe
  }

  enum Outcome: Sendable, Equatable {
    /// The right solution was found.
    case solution
    /// A row without points, whose sentence holds this.
    case refused(String)
    case unreadable(UnreadableSource)
    /// A row without a grade, whose reason holds this.
    case ungraded(String)
    /// Said, without a row.
    case said(String)
  }

  struct Row: Sendable {
    var name: String
    var outcome: Outcome
    /// What each note holds, in order.
    var notes: [String]

    init(_ name: String, _ outcome: Outcome, notes: [String] = []) {
      self.name = name
      self.outcome = outcome
      self.notes = notes
    }
  }

  var what: String
  /// By the bytes of the names.
  var places: [([UInt8], Tree)]
  var rows: [Row]
  var leftovers = 0
  var testDescription: String { what }

  init(_ what: String, _ places: [(String, Tree)], _ rows: [Row], leftovers: Int = 0) {
    self.init(what, bytes: places.map { (Array($0.0.utf8), $0.1) }, rows, leftovers: leftovers)
  }

  init(_ what: String, bytes places: [([UInt8], Tree)], _ rows: [Row], leftovers: Int = 0) {
    self.what = what
    self.places = places
    self.rows = rows
    self.leftovers = leftovers
  }

  /// One archive `ana.zip`, whose row is `ana`.
  static func zip(
    _ what: String, _ entries: [OddArchives.Entry], _ outcome: Outcome, notes: [String] = []
  ) -> SubmissionCase {
    SubmissionCase(
      what, [("ana.zip", .file(OddArchives.zip(entries)))], [Row("ana", outcome, notes: notes)])
  }

  /// One folder `ana`.
  static func folder(
    _ what: String, _ files: [(String, Tree)], _ outcome: Outcome, notes: [String] = []
  ) -> SubmissionCase {
    SubmissionCase(what, [("ana", .folder(files))], [Row("ana", outcome, notes: notes)])
  }
}
