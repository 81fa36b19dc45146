import ArgumentParser
import Foundation
import Judge
import LessonPacks
import PackAudit

struct PackMutateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutate",
    abstract: "Measure how well a pack's checks catch small mistakes.",
    discussion: """
      Makes versions of the reference and of the alternatives with one small mistake each, judges \
      them, and lists those that no check catches. Those that mean the same as the original belong \
      into the pack's equivalents.yml, with the reason. Exit status: 0 the score is reached, 1 it is \
      not, or something is wrong with the pack, 2 and up byhand itself failed or could not judge a \
      mutant.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: "A lesson by name, by its beginning such as 00, or by folder.")
  var pack: String
  @Option(help: ArgumentHelp("Mutants that are tried at most.", valueName: "n"))
  var limit = 300
  @Flag(help: "Try all mutants.")
  var all = false
  @Option(help: ArgumentHelp("Chooses which are tried where there are more.", valueName: "n"))
  var seed: UInt64 = 1
  @Option(
    help: ArgumentHelp(
      "Seeds to run the checks with, between commas.", valueName: "n,n"))
  var seeds: SeedList = [1]
  @Option(
    help: ArgumentHelp(
      "Seeds that a survivor is tried on besides, between commas; none for no more.",
      valueName: "n,n"))
  var furtherSeeds: SeedList = [2, 3]
  @Option(
    help: ArgumentHelp(
      "reference, alternatives, or a solution's file name; may be repeated.", valueName: "file"))
  var only: [String] = []
  @Option(help: ArgumentHelp("The score that is asked for, in percent.", valueName: "percent"))
  var atLeast = 98.0
  @Option(
    help: ArgumentHelp("Mutants that are judged at a time (default: one per core).", valueName: "n")
  )
  var jobs: Int?
  @Option(help: "text or json.")
  var format: Format = .text

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs \(jobs): at least one is needed") }
    if limit < 1 { throw ValidationError("--limit \(limit): at least one is needed") }
    if seeds.seeds.isEmpty { throw ValidationError("--seeds: at least one is needed") }
    if !(0...100).contains(atLeast) {
      throw ValidationError("--at-least \(atLeast): a score lies between 0 and 100")
    }
  }

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let installation = try Installation.find()
      let environment = ProcessInfo.processInfo.environment
      let toolchain = try await installation.toolchain(environment: environment)
      let folder = try PackFinder.find(
        pack, in: installation.lessonRoots(environment: environment))
      let loaded = try PackLoader.load(folder)
      try checkNames(of: loaded)
      let judge = installation.judge(
        for: loaded, .mutants, toolchain, environment: environment)
      let report = try await MutationAudit(pack: loaded, judge: judge, options: options)
        .run(onProgress: showProgress)
      CommandOutput.line(
        format == .json ? MutationJSON.render(report) : MutationText.render(report))
      throw ExitCode(report.isGood ? 0 : report.notJudged.isEmpty ? 1 : 2)
    }
  }

  private var options: MutationAudit.Options {
    var options = MutationAudit.Options()
    options.seeds = seeds.seeds
    options.furtherSeeds = furtherSeeds.seeds.filter { !seeds.seeds.contains($0) }
    options.limit = all ? nil : limit
    options.sample = seed
    options.threshold = atLeast
    options.jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
    options.only = only
    return options
  }

  /// A mistyped name must not leave a file out.
  private func checkNames(of pack: Pack) throws {
    let files = MutationFile.all(in: pack)
    for word in only where !files.contains(where: { $0.matches([word]) }) {
      throw ValidationError(
        "--only \(word): write reference, alternatives, or one of "
          + files.map(\.path).joined(separator: ", "))
    }
  }

  /// On a terminal only, on one line that is written over.
  private var showProgress: @Sendable (Int, Int) -> Void {
    guard OutputStyle.standardErrorIsTerminal else { return { _, _ in } }
    return { done, all in
      CommandOutput.status(done == all ? "" : "\(done) of \(all) mutants judged")
    }
  }
}

/// Seeds between commas; `none` is an empty list.
struct SeedList: ExpressibleByArgument, ExpressibleByArrayLiteral, Equatable {
  var seeds: [UInt64]

  init(arrayLiteral seeds: UInt64...) { self.seeds = seeds }

  init?(argument: String) {
    if argument == "none" {
      seeds = []
      return
    }
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let read = parts.compactMap { UInt64($0) }
    guard read.count == parts.count, Set(read).count == read.count else { return nil }
    seeds = read
  }

  var defaultValueDescription: String { seeds.map(String.init).joined(separator: ",") }
}
