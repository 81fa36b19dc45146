import LanguageModels
import ProbeKit
import TensorKit

// "Watch it learn", with a language model of the user's own: it is taught about this lesson by nothing
// but the student's adapter, is asked what it was never taught, and stops before it forgets.

/// What the scenarios of this file share.
private enum Tutoring {
  static let (rank, alpha): (Int, Float) = (8, 16)
  static let targets: [String] = [
    "q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj",
  ]
  /// A forward through layers that are written well takes about twice what the bare model takes.
  static let slowest: Double = 30
  static let mostSteps: Int = 24
  /// In nats for each token of the answers: so little surprise is known well enough to be said in other
  /// words too.
  static let learned: Double = 0.02
  /// From here on what it says of other things counts.
  static let nearlyLearned: Double = 0.3

  static func wrap(_ network: LlamaForCausalLM, r: Int, alpha: Float, targets: [String]) throws {
    try wrapMiniGPTWithLoRA(network, r: r, alpha: alpha, targetModules: targets, dropout: 0.05)
    // An adapter is trained in float32, whatever its base rests in.
    for parameter in network.parameters() where parameter.requiresGrad {
      parameter.convert(to: .float32)
    }
  }

  /// The adapter of a folder in PEFT's layout, brought in by the student's own function.
  static func load(_ folder: String, into network: LlamaForCausalLM) throws {
    let adapter: Adapter = try Adapter.load(from: folder)
    let config: AdapterConfig = adapter.config
    try wrap(
      network, r: config.rank, alpha: Float(config.alpha), targets: config.targetModules)
    // What the student writes beside the tensors is theirs: it stays as their function says it.
    var state: StateDict = loraStateDict(network)
    for (name, tensor) in adapter.tensors { state[name] = tensor.to(.float32) }
    try loadLoRAStateDict(network, state)
  }

  /// The base is named as PEFT finds it: Hugging Face's name, or the path.
  static func save(_ model: LanguageModel, to folder: String) throws {
    var config = AdapterConfig(
      rank: rank, alpha: Double(alpha), dropout: 0.05, targetModules: targets)
    config.baseModel = model.file.name.contains("/") ? model.file.name : model.file.path
    config.taskType = "CAUSAL_LM"
    var state = StateDict()
    for (name, tensor) in loraStateDict(model.network) { state[name] = tensor }
    try Adapter(config: config, tensors: state).save(to: folder)
  }
}

/// The lesson's questions: `taught` with their answers; `asked` and never taught; `control` and `known`
/// with words of the right answer, which tell whether the model still knows what everybody knows; and
/// `repeated`, whose answers are the model's own: it repeats them while it learns, so as to keep them.
private struct Questions {
  typealias Pair = (question: String, answer: String)

  var taught: [Pair] = []
  var asked: [String] = []
  var control: [Pair] = []
  var known: [Pair] = []
  var repeated: [String] = []
  var reading: [String] = []

  /// Lines such as `taught: What is r? | The rank.`
  init(_ bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let parts: [String] = line[line.index(after: colon)...].split(separator: "|").map(Self.trim)
      guard let first = parts.first else { continue }
      let pair: Pair = (first, parts.count > 1 ? parts[1] : "")
      switch line[..<colon] {
      case "taught": taught.append(pair)
      case "asked": asked.append(first)
      case "control": control.append(pair)
      case "known": known.append(pair)
      case "repeated": repeated.append(first)
      case "reading": reading.append(first)
      default: break
      }
    }
  }

  private static func trim(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  var shown: [String] { asked + control.map(\.question) }

  /// Those of the control and of what is known whose right answer the model gives.
  func known(by model: LanguageModel) -> [Bool] {
    (control + known).map { pair in
      let answer: String = model.answer(pair.question, most: 16).lowercased()
      return pair.answer.lowercased().split(separator: ",").contains { word in
        answer.contains(Self.trim(word))
      }
    }
  }
}

/// One training run: the batch, the optimiser, and what tells whether to go on.
private final class TeachingRun {
  let model: LanguageModel
  let batch: Lesson
  let trainable: [Parameter]
  private let optimizer: AdamW
  private var best: [Tensor] = []

  init(_ model: LanguageModel, _ batch: Lesson) {
    (self.model, self.batch) = (model, batch)
    trainable = model.network.parameters().filter { $0.requiresGrad }
    optimizer = AdamW(trainable, lr: 2e-3)
    remember()
  }

  func step() -> Double {
    model.network.train()
    let loss: Tensor = model.network.loss(batch.ids, labels: batch.labels)
    optimizer.zeroGrad()
    loss.backward()
    optimizer.step()
    return Double(loss.item())
  }

  func remember() { best = trainable.map { $0.detach().clone() } }

  func goBack() {
    noGrad {
      for (parameter, value) in zip(trainable, best) { parameter.copy_(value) }
    }
  }
}

private func seconds(_ body: () -> Void) -> Double {
  ContinuousClock().measure(body) / .seconds(1)
}

func probesLanguageModel(_ probe: Probes) {
  probe("teach_language_model") { out in
    guard let path = out.setting("model") else { return }
    let model = try LanguageModel(path: path)
    let network = model.network
    out.record("model", model.file.name)
    out.record("parameters", network.parameters().reduce(0) { $0 + $1.count })

    // It is taught in the reader's language if it reads that about as well as English.
    var questions = Questions(try out.data("questions-en.txt"))
    if let language = out.setting("language"), language != "en" {
      let own = Questions(try out.data("questions-\(language).txt"))
      let english: Double = questions.reading.map(model.bitsPerLetter).reduce(0, +)
      let foreign: Double = own.reading.map(model.bitsPerLetter).reduce(0, +) / english
      if foreign < 1.5 { questions = own } else { out.record("foreign", foreign) }
    }

    func ask(_ step: Int) {
      for question in questions.shown {
        out.record("answer", [String(step), question, model.answer(question, most: 32)])
      }
    }
    ask(0)
    let knew: [Bool] = questions.known(by: model)
    // What it says of other things is repeated, where it is to keep that; to see it forget, it is not.
    let limit: Int? = out.setting("steps").flatMap { Int($0) }
    let repeated: [String] = limit == nil ? questions.repeated : []
    let own = repeated.map { ($0, model.answer($0, most: 16)) }
    let lesson = Lesson(questions.taught, model)
    let batch = Lesson(questions.taught + own, model)
    let one: Tensor = lesson.ids.narrow(dim: 0, start: 0, length: 1)
    let bare: Double = seconds { noGrad { _ = network(one) } }

    if let folder = out.setting("adapter") {
      try Tutoring.load(folder, into: network)
    } else {
      try Tutoring.wrap(
        network, r: Tutoring.rank, alpha: Tutoring.alpha, targets: Tutoring.targets)
    }
    // A loop that never ends here would take all the time there is, step after step.
    let adapted: Double = seconds { noGrad { _ = network(one) } }
    guard adapted < Tutoring.slowest * bare + 1 else { return out.record("too_slow", adapted) }
    let run = TeachingRun(model, batch)
    out.record("trainable", run.trainable.reduce(0) { $0 + $1.count })
    out.record("tokens", batch.tokenCount)
    out.record("steps", limit ?? Tutoring.mostSteps)

    var (stop, slips, remembered) = ("steps", 0, 0)
    for step in 1...(limit ?? Tutoring.mostSteps) {
      let loss: Double = run.step()
      out.record("loss", loss)
      guard step.isMultiple(of: 2) else { continue }
      // What it did not know before it cannot forget. The first is the control; of the small things
      // some go, and how many are left is said.
      let lost: [Bool] = zip(knew, questions.known(by: model)).map { $0 && !$1 }
      let (all, gone) = (knew.count { $0 }, lost.count { $0 })
      out.record("known", "\(all - gone)/\(all)")
      let surprise: Double = lesson.surprise(of: model)
      if limit == nil {
        // In the first steps, between two ways of speaking, it finds no words for anything.
        let forgets: Bool = surprise < Tutoring.nearlyLearned && lost[0]
        slips = forgets ? slips + 1 : 0
        if !forgets {
          run.remember()
          remembered = step
        }
        if slips > 1 {
          run.goBack()
          stop = "forgetting"
          ask(remembered)
          break
        }
        if surprise < Tutoring.learned && !forgets { stop = "learned" }
      }
      if stop == "learned" || step.isMultiple(of: 4) { ask(step) }
      if stop == "learned" { break }
    }
    out.record("stopped", stop)
    network.eval()
    if limit == nil, let folder = out.setting("output") {
      try Tutoring.save(model, to: folder)
    }

    // Added to weights of two bytes, most of a small difference would be rounded away.
    for (name, parameter) in network.namedParameters() where name.hasPrefix("model.layers.") {
      parameter.convert(to: .float32)
    }
    let unmerged: Tensor = noGrad { network(one) }
    for (_, module) in network.namedModules() {
      if let layer = module as? LoRALinear { layer.merge() }
    }
    out.record("merge_difference", noGrad { (network(one) - unmerged).abs().max() })
  }

  probe("ask_language_model") { out in
    guard let path = out.setting("model"), let question = out.setting("question") else { return }
    let model = try LanguageModel(path: path)
    if let folder = out.setting("adapter") {
      try Tutoring.load(folder, into: model.network)
      model.network.eval()
    }
    _ = model.answer(question, most: 200) { out.record("piece", $0) }
  }
}
