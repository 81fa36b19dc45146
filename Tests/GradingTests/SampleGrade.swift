import LessonPacks

@testable import GradingFormats

/// A grade without a judge.
enum SampleGrade {
  static func named(_ name: String, notes: [String]? = nil) -> Grade {
    Grade(
      submission: name, language: .en, pack: "p", title: "Pack", file: "LoRA.swift", packHash: "h",
      contentHash: "c", seed: "1", sandbox: "L1", notes: notes, score: 1, maximum: 2, green: false,
      build: GradedBuild(status: .built, sentence: "It compiles.", complaints: [], line: nil),
      checks: [], blocks: [], firstRed: nil, diagnosis: nil)
  }
}
