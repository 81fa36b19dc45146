import Foundation
import Grading
import GradingFormats
import LessonPacks

/// What was pointed at, as a class: with its pack, its platform and its roster.
struct HandedIn {
  var pack: Pack
  var found: FoundSubmissions
  var strangers: [String]?

  /// What the options say of it.
  struct Request {
    var submissions: [URL]
    /// Nil where the files have to tell.
    var pack: String?
    var platform: Platform?
    var roster: URL?
    var isOne = false
    var hasSections: Bool?
    var output: URL
  }

  /// Finds everything; what was taken for granted is said on standard error.
  init(
    _ request: Request, _ installation: Installation, _ environment: [String: String]
  ) throws {
    let roots = installation.lessonRoots(environment: environment)
    pack = try Self.pack(request, roots)
    found = try Self.found(request, pack)
    guard let file = request.roster else { return }
    let roster = try Roster.read(file)
    CommandOutput.remark(
      "roster: \(roster.people.count) people, with \(roster.columns.joined(separator: ", ")).")
    let matched = try found.matched(with: roster)
    found = matched.found
    strangers = matched.strangers
  }

  private static func pack(_ request: Request, _ roots: [URL]) throws -> Pack {
    if let name = request.pack { return try PackLoader.load(PackFinder.find(name, in: roots)) }
    let packs = PackFinder.list(in: roots).compactMap { PackLoader.read($0).pack }
    let names = SubmissionFinder.fileNames(at: request.submissions)
    let answer = PackDeduction.of(names, packs: packs.map { ($0.id, $0.work) })
    guard case .pack(let id, let file) = answer, let pack = packs.first(where: { $0.id == id })
    else {
      let files = packs.map { "\($0.id) (\($0.work.name))" }
      throw GradingError.packUnclear(
        fitting: answer == .unclear(packs: []) ? [] : Self.unclear(answer), packs: files)
    }
    CommandOutput.remark("graded as \(id), since there is a file \(file): --pack says it for sure.")
    return try PackLoader.load(pack.folder)
  }

  private static func unclear(_ answer: PackDeduction.Answer) -> [String] {
    if case .unclear(let packs) = answer { packs } else { [] }
  }

  private static func found(_ request: Request, _ pack: Pack) throws -> FoundSubmissions {
    if let place = request.submissions.first, request.submissions.count == 1, !request.isOne {
      if let platform = request.platform {
        return try ExportFinder(place, output: request.output).find(platform, path: place.path)
      }
      if let export = try? ExportFinder(place, output: request.output),
        let platform = export.recognised
      {
        CommandOutput.remark(
          "read as \(platform.title)'s export: --from \(platform.rawValue) says it for sure.")
        return try export.find(platform, path: place.path)
      }
    } else if request.platform != nil {
      throw GradingError.notAnExport(
        path: request.submissions.map(\.path).joined(separator: ", "),
        reason: "--from takes the one export of a class, and neither several places nor --one")
    }
    return try SubmissionFinder.find(
      request.submissions, of: pack.work, isOne: request.isOne, hasSections: request.hasSections,
      output: request.output)
  }
}
