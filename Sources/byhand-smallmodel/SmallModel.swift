import ArgumentParser
import Foundation
import TensorKit

/// Makes the small model that lesson 00 ends with, and says how good it is what such a model writes.
@main
struct SmallModel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "byhand-smallmodel",
    abstract: "The small model of lesson 00: its sentences, its training, and how well it writes.",
    subcommands: [Make.self, Measure.self])

  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes english.txt and spanish.txt, and trains base.safetensors on the English.")

    @Option(help: "Where the three files go.")
    var folder = "lessons/00-lora-by-hand/data"
    @Option(help: "How many steps the training takes, at least 1; 0 writes the texts alone.")
    var steps = 4000

    func run() throws {
      let folder = URL(fileURLWithPath: folder)
      for language in Language.allCases {
        let text = Grammar.text.map { $0[language] + "\n" }.joined()
        try Data(text.utf8).write(to: folder.appendingPathComponent("\(language).txt"))
      }
      guard steps > 0 else { return }
      setNumThreads(1)
      let model = BaseTraining.train(steps: steps) { step, loss in
        if step.isMultiple(of: 200) { print("step \(step)/\(steps) · loss \(loss)") }
      }
      try BaseTraining.state(of: model)
        .save(to: folder.appendingPathComponent("base.safetensors").path)
    }
  }

  struct Measure: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "How many words and sentences are the grammar's, of what a model has written.",
      discussion: """
        Without --written, what the base writes from eight seeds that nothing was chosen by. With \
        it, the text of a file, such as what byhand train has printed.
        """)

    @Option(help: "The base.")
    var base = "lessons/00-lora-by-hand/data/base.safetensors"
    @Option(help: "How many sentences the base writes from each seed.")
    var sentences = 200
    @Option(help: "A file with sentences instead.")
    var written: String?
    @Option(help: "Their language: english or spanish.")
    var language: Language = .english

    func run() throws {
      if let written {
        let text = try String(contentsOf: URL(fileURLWithPath: written), encoding: .utf8)
        return print(Quality(Quality.sentences(of: text), language))
      }
      setNumThreads(1)
      let model = BaseTraining.model()
      let data = try Data(contentsOf: URL(fileURLWithPath: base))
      try model.loadStateDict(StateDict(safetensors: Array(data)))
      model.eval()
      let writer = Writer(model: model, spelling: BaseTraining.spelling)
      for seed in 100..<108 {
        let lines = writer.sentences(sentences, Generator(seed: UInt64(seed)))
        print("seed \(seed):", Quality(lines, language))
      }
    }
  }
}

extension Language: ExpressibleByArgument {}
