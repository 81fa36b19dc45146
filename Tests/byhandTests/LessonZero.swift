import Foundation
import LessonPacks
import TestSupport

/// How many checks and hints the first lesson has: the tests of the commands need not know.
enum LessonZero {
  static let pack = try? PackLoader.load(
    Repository.root.appendingPathComponent("lessons/00-lora-by-hand"))

  static var all: Int { pack?.checks.count ?? 0 }

  static func count(of block: String) -> Int {
    pack?.blocks.first { $0.id == block }?.checks.count ?? 0
  }

  /// The hints of a step, or those for the whole block.
  static func hints(of block: String, step: Int? = nil) -> Int {
    pack?.blocks.first { $0.id == block }?.hints.count { $0.step == step } ?? 0
  }
}
