import Foundation
import GradingFormats
import Judge
import LessonPacks
import Reports

/// Grades a class: several submissions at a time, each in processes of its own.
public struct Grader: Sendable {
  /// What compiles and runs the submissions.
  public var judge: Judge
  /// What they are graded by.
  public var pack: Pack
  /// What the hidden seeds are derived from.
  public var secret: GradingSecret
  /// Submissions that are judged at a time.
  public var jobs: Int
  /// Whether what is graded already, with the same content, pack and secret, stays as it is.
  public var resumes: Bool
  /// Whether grades by another version of the pack may be replaced.
  public var replacesVersion = false
  /// The checks that can be answered without computing anything: they count as the others of their
  /// block do.
  public var byHeart: Set<String> = []

  /// Precondition: at least one job.
  public init(judge: Judge, pack: Pack, secret: GradingSecret, jobs: Int, resumes: Bool = true) {
    precondition(jobs > 0, "\(jobs) jobs: at least one submission is judged at a time")
    self.judge = judge
    self.pack = pack
    self.secret = secret
    self.jobs = jobs
    self.resumes = resumes
  }

  /// What the caller hears about one submission.
  public enum Event: Sendable {
    case graded(Grade)
    /// It was graded by an earlier run.
    case kept(Grade)
    case ungraded(String, reason: String)
  }

  /// Grades what was found into `book`, and returns `run` with what could not be graded, and what became of
  /// each file. What `run` says of others has its rows too.
  ///
  /// Throws `GradingError` for trouble with the folder, or where it is another run's, and `JudgeError` for
  /// trouble that every submission would have; what was graded until then is in the book.
  public func grade(
    _ found: FoundSubmissions, as run: GradingRun, into book: GradeBook,
    onEvent: (Event) -> Void
  ) async throws -> (run: GradingRun, files: Reconciliation) {
    var run = run
    try book.begin(run, of: found, replacesVersion: replacesVersion)
    for (name, reason) in run.ungraded { try book.putUngraded(name, reason: reason) }
    let desk = GradingDesk(grader: self, run: run)
    do {
      try await judge(found.submissions, desk, &run, book, onEvent)
    } catch {
      // As far as it went; what ended the run is what is told.
      try? book.save(run)
      throw error
    }
    try book.save(run)
    return (run, try book.reconcile(run, found))
  }

  private func judge(
    _ submissions: [Submission], _ desk: GradingDesk, _ run: inout GradingRun, _ book: GradeBook,
    _ onEvent: (Event) -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: GradingDesk.Result.self) { group in
      var waiting = submissions.makeIterator()
      func startNext() {
        guard let submission = waiting.next() else { return }
        let known = resumes ? book.record(of: submission.name) : nil
        group.addTask { try await desk.judge(submission, known: known) }
      }
      for _ in 0..<min(jobs, submissions.count) { startNext() }
      var done = 0
      while let result = try await group.next() {
        startNext()
        try take(result, into: book, &run, onEvent)
        done += 1
        if done % 10 == 0 { try book.save(run) }
      }
    }
  }

  /// The seeds on which it is seen what can be answered by heart. The same for every run of a pack, so
  /// that shards agree.
  private static let knownSeeds: [UInt64] = [1, 2, 3]

  /// Judges the reference as if somebody had handed it in: where that one is not all green, no mark
  /// would be right. Then looks which checks can be answered by heart.
  ///
  /// Throws `referenceFails`, or `JudgeError`.
  public mutating func prove() async throws {
    try await proveReference()
    byHeart = try await judge.reference(seeds: Self.knownSeeds).answeredByHeart(in: pack)
  }

  /// The first half of it.
  public func proveReference() async throws {
    let source = StudentSource.reference(of: pack)
    let seed = secret.seed(submission: "", contentHash: source.hash)
    let report = try await judge.run(source, seed: seed) { _ in }
    if let trouble = report.trouble { throw JudgeError.notJudged(trouble) }
    guard report.isGreen else {
      let red = report.results.filter { $0.verdict != .passed }.map(\.id)
      throw GradingError.referenceFails(
        checks: red, of: report.results.count, sandbox: report.sandbox)
    }
  }

  private func take(
    _ result: GradingDesk.Result, into book: GradeBook, _ run: inout GradingRun,
    _ onEvent: (Event) -> Void
  ) throws(GradingError) {
    switch result.outcome {
    case .graded(let grade, let milliseconds):
      try book.put(grade, formats: run.formats)
      book.noteTime(grade.submission, milliseconds: milliseconds)
      book.note(result.files, of: grade.submission, isGraded: true, reason: nil)
      onEvent(.graded(grade))
    case .kept(let grade):
      try book.put(grade, formats: run.formats)
      book.note(result.files, of: grade.submission, isGraded: true, reason: nil)
      onEvent(.kept(grade))
    case .ungraded(let name, let reason, let contentHash):
      run.ungraded[name] = reason
      try book.putUngraded(name, reason: reason, contentHash: contentHash)
      book.note(result.files, of: name, isGraded: false, reason: reason)
      onEvent(.ungraded(name, reason: reason))
    }
  }
}

/// What is the same for every submission of a run.
struct GradingDesk: Sendable {
  struct Result: Sendable {
    var outcome: Outcome
    /// Every file of the submission, and why the grade does not depend on it; nil where it does.
    var files: [(path: String, reason: String?)]
  }

  enum Outcome: Sendable {
    case graded(Grade, milliseconds: Double)
    case kept(Grade)
    case ungraded(String, reason: String, contentHash: String?)
  }

  let grader: Grader
  let run: GradingRun
  private let reader: SubmissionReader
  private let lessons: LessonSentences
  private let excerpt: CodeExcerpt

  init(grader: Grader, run: GradingRun) {
    (self.grader, self.run) = (grader, run)
    reader = SubmissionReader(grader.pack)
    lessons = LessonSentences(grader.pack, run.language)
    excerpt = CodeExcerpt(
      without: [grader.pack.starterText ?? ""]
        + ClassLikeness.shipped(with: grader.pack).map(\.text))
  }

  /// Judges one submission, unless `known` is its grade already. Trouble that may pass is met twice
  /// before the submission stays ungraded.
  func judge(_ submission: Submission, known: Grade?) async throws -> Result {
    let reading = reader.read(submission)
    return Result(
      outcome: try await judge(submission, reading, known: known),
      files: reader.files(of: submission, reading))
  }

  private func judge(
    _ submission: Submission, _ reading: Reading, known: Grade?
  ) async throws -> Outcome {
    let source = reading.source
    let notes = reading.notes.map { $0[run.language] }
    let seed = grader.secret.seed(submission: submission.name, contentHash: source.hash)
    if let known, isCurrent(known, submission, source, notes, seed) { return .kept(known) }
    if let trouble = source.systemsWords {
      return .ungraded(submission.name, reason: trouble, contentHash: nil)
    }
    var reason = ""
    let start = ProcessInfo.processInfo.systemUptime
    for attempt in 1...2 {
      // What took long already is tried again by the next run: the class goes on.
      if attempt > 1, ProcessInfo.processInfo.systemUptime - start > Self.patience { break }
      switch await report(on: source, seed: seed) {
      case .success(let report):
        guard let trouble = report.trouble else {
          let grade = Grade(
            report, submission: submission.name, pack: grader.pack, packHash: run.packHash,
            language: run.language, byHeart: grader.byHeart, notes: notes,
            lesson: report.diagnosis.flatMap(lessons.sentence), example: example(of: report, source)
          )
          return .graded(grade, milliseconds: report.milliseconds)
        }
        reason = trouble.phrase[run.language]
      case .failure(let error):
        guard error.mayPass || error.isAboutReference else { throw error }
        reason = error.phrase[run.language]
      }
    }
    return .ungraded(submission.name, reason: reason, contentHash: source.hash)
  }

  /// What of the file shows the mistake that it looks like.
  private func example(of report: Report, _ source: StudentSource) -> String? {
    guard let known = report.diagnosis, let bytes = source.bytes else { return nil }
    let check = grader.pack.checks.first { $0.id == known.lead }
    return excerpt.of(String(decoding: bytes, as: UTF8.self), block: check?.block)
  }

  /// A first attempt that took longer is the last, in seconds.
  private static let patience = 15.0

  private func report(
    on source: StudentSource, seed: UInt64
  ) async -> Swift.Result<Report, JudgeError> {
    do throws(JudgeError) {
      return .success(try await grader.judge.run(source, seed: seed) { _ in })
    } catch {
      return .failure(error)
    }
  }

  /// The seed stands for the secret, the name and the content that it was derived from.
  private func isCurrent(
    _ known: Grade, _ submission: Submission, _ source: StudentSource, _ notes: [String],
    _ seed: UInt64
  ) -> Bool {
    source.bytes != nil && known.submission == submission.name
      && known.contentHash == source.hash && known.seed == String(seed)
      && known.packHash == run.packHash && known.language == run.language
      && known.sandbox == run.sandbox && (known.notes ?? []) == notes
  }
}

extension JudgeError {
  /// Whether a second try may go well: the machine's trouble, not the submission's.
  fileprivate var mayPass: Bool {
    switch self {
    case .cannotRun, .cannotWrite: true
    case .noToolchain, .programMissing, .packBroken, .notJudged, .cancelled: false
    }
  }
}
