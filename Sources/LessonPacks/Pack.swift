import Foundation

/// A lesson that an instructor wrote: a folder, read into values.
public struct Pack: Sendable, Equatable {
  /// The version of the pack format this folder is written in.
  public static let currentFormat = 1

  /// The version that `pack.yml` gives; the loader refuses one that it does not know.
  public var format: Int
  /// The folder's name, for example `00-lora-by-hand`.
  public var id: String
  /// The lesson's name, as a student reads it.
  public var title: LocalizedText
  /// The languages every text exists in; the first is the fall-back.
  public var languages: [Language]
  /// The Swift module that the student's file becomes, for example `MiniTuner`.
  public var module: String
  /// What the student writes.
  public var work: StudentWork
  /// What the student's file must declare for the probes to compile.
  public var declarations: [Declaration]
  /// In the order in which they are worked through.
  public var blocks: [Block]
  /// What the student writes down in `notes.md`, in this order.
  public var measures: [Measure]
  /// When the solution of a block opens.
  public var gate: Gate
  /// What the finished file is seen to do; nil for a pack without.
  public var finale: Finale?
  /// What else is worth reading, in the order of the pages' names.
  public var theory: [TheoryPage]
  /// What the lesson builds, in one sentence; nil for a pack that does not say.
  public var about: LocalizedText?
  /// How long it takes, in minutes; nil for a pack that does not say.
  public var minutes: ClosedRange<Int>?
  /// The packs, by their folders' names, that are best done before this one. Advice, never a lock: one
  /// that is named need not be installed.
  public var after: [String]
  /// The author's own number for this state of the pack, such as `1.2.0`; nil for a pack without.
  public var version: String?
  /// Who wrote it.
  public var authors: [String] = []
  /// Under which terms, such as `CC-BY-4.0`; nil for a pack that does not say.
  public var license: String?
  /// Messages of the compiler that its students meet, explained.
  public var messages: [CompilerMessage]
  /// Where the pack lies: `starter/`, `probes/`, `wrong/` are below it.
  public var folder: URL
  /// Where the reference solution lies: the same relative paths as the student's files.
  public var solutionFolder: URL

  /// Those of all blocks, in their order.
  public var checks: [Check] { blocks.flatMap(\.checks) }
  /// What the probes may read while they run; it need not exist.
  public var dataFolder: URL { folder.appendingPathComponent("data", isDirectory: true) }

  /// A pack as a value. Nothing is checked and no file is read: the loader does both.
  public init(
    format: Int = Pack.currentFormat, id: String, title: LocalizedText, languages: [Language],
    module: String, studentFile: String, furtherFiles: [String] = [],
    declarations: [Declaration], blocks: [Block],
    measures: [Measure], gate: Gate, finale: Finale? = nil, theory: [TheoryPage] = [],
    about: LocalizedText? = nil, minutes: ClosedRange<Int>? = nil, after: [String] = [],
    messages: [CompilerMessage] = [], folder: URL, solutionFolder: URL
  ) {
    self.after = after
    self.about = about
    self.minutes = minutes
    self.messages = messages
    self.finale = finale
    self.theory = theory
    self.format = format
    self.id = id
    self.title = title
    self.languages = languages
    self.module = module
    self.work = StudentWork(studentFile, further: furtherFiles)
    self.declarations = declarations
    self.blocks = blocks
    self.measures = measures
    self.gate = gate
    self.folder = folder
    self.solutionFolder = solutionFolder
  }
}

/// A part of a lesson: what to write, why, and the checks that prove it.
public struct Block: Sendable, Equatable {
  /// A short name, for example `A`; also the stem of its text and hint files.
  public var id: String
  /// What the block is about, in a few words.
  public var title: LocalizedText
  /// The lesson text, as Markdown.
  public var text: LocalizedText { didSet { parts = BlockText.parts(of: text) } }
  /// The text taken apart, once: the screens ask for its steps with every picture.
  var parts: [Language: BlockText]
  /// In the order of the file: those of one step, or of the whole block, from small to large.
  public var hints: [Hint]
  /// In the order in which they are shown.
  public var checks: [Check]
  /// What a student is asked to predict; answering is never required.
  public var questions: [Question]

  /// A block; its text is taken apart into steps here.
  public init(
    id: String, title: LocalizedText, text: LocalizedText, hints: [Hint],
    checks: [Check], questions: [Question] = []
  ) {
    self.questions = questions
    self.id = id
    self.title = title
    self.text = text
    parts = BlockText.parts(of: text)
    self.hints = hints
    self.checks = checks
  }
}

/// One thing that is proved about the student's file.
public struct Check: Sendable, Equatable {
  /// Also the scenario's id in the probes, for example `lora_init_identity`.
  public var id: String
  /// The id of the block that it belongs to.
  public var block: String
  /// The step of the block's text that this check belongs to, if it names one.
  public var step: Int?
  /// A later step of the block without which the check cannot hold, however well its own is written:
  /// until that one is begun, it says nothing.
  public var needs: Int?
  /// What the text demands and this check holds the student to, by the marks' names.
  public var demands: [String]
  /// What must hold, as a sentence.
  public var statement: LocalizedText
  /// What a student whose check is red should look at next.
  public var advice: LocalizedText
  /// The same where one rule in particular does not hold, by the rule's place, from 0.
  public var ruleAdvice: [Int: LocalizedText]
  /// What it counts for in a grade; 1 where the pack says nothing else, 0 for nothing.
  public var weight: Double
  /// Whether a graded student is shown its name.
  public var visibility: Visibility
  /// The time one run may take in a pack that does not say.
  public static let defaultTimeout = Duration.seconds(10)
  /// The time one run of the scenario may take.
  public var timeout: Duration
  /// How it is judged.
  public var kind: CheckKind

  /// A check; `ruleAdvice` is by the rule's place, from 0.
  public init(
    id: String, block: String, step: Int? = nil, needs: Int? = nil, demands: [String] = [],
    statement: LocalizedText, advice: LocalizedText, ruleAdvice: [Int: LocalizedText] = [:],
    weight: Double = 1, visibility: Visibility = .visible,
    timeout: Duration = Check.defaultTimeout,
    kind: CheckKind
  ) {
    self.id = id
    self.block = block
    self.step = step
    self.needs = needs
    self.demands = demands
    self.statement = statement
    self.advice = advice
    self.ruleAdvice = ruleAdvice
    self.weight = weight
    self.visibility = visibility
    self.timeout = timeout
    self.kind = kind
  }
}

extension Check {
  /// What to look at next where `rule` is the first that does not hold: its own advice, if it has one.
  public func advice(for rule: Rule?) -> LocalizedText {
    guard let rule, case .probe(let rules) = kind, let place = rules.firstIndex(of: rule) else {
      return advice
    }
    return ruleAdvice[place] ?? advice
  }
}

/// How a check is decided.
public enum CheckKind: Sendable, Equatable {
  /// By rules over what the scenario of the same id recorded; every rule must hold.
  case probe([Rule])
  /// By the compiler: Swift 6 language mode, complete concurrency, no warning.
  case strict
}

/// Whether a student sees a check by name when a class is graded.
public enum Visibility: String, Sendable, Equatable, Codable, CaseIterable {
  case visible, hidden
}

/// A declaration that the probes call, and so the student's file must hold.
public struct Declaration: Sendable, Equatable {
  /// The base name that a compiler message would quote, for example `loraStateDict`.
  public var name: String
  /// The declaration as a student would write it.
  public var signature: String

  /// A declaration; the compiler, and not this text, decides whether the file has it.
  public init(name: String, signature: String) {
    self.name = name
    self.signature = signature
  }
}

/// When the reference solution opens.
public struct Gate: Sendable, Equatable {
  /// Minutes of active time through which a check of the block must have stayed red.
  public var minutes: Double
  /// SHA-256 of an instructor's key, in hexadecimal; nil for a pack without one. The key itself is
  /// nowhere in the pack.
  public var keyDigest: String?

  /// Twenty minutes and no key, unless something else is said.
  public init(minutes: Double = 20, keyDigest: String? = nil) {
    self.minutes = minutes
    self.keyDigest = keyDigest
  }
}
