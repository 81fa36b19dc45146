import LanguageModels
import TensorKit
import Testing

/// The Llama model against transformers and PEFT: every number is theirs.
struct GoldenTests {
  /// A fortieth of what a wrong ε of a norm makes; float32 itself makes a tenth of this.
  static let close = 2e-5

  @Test(arguments: Goldens.all) func tokensAreTheirs(_ one: (model: String, folder: String)) throws
  {
    let goldens = try Goldens(model: one.model, folder: one.folder)
    let tokenizer = try LanguageModelFile(path: one.model).tokenizer
    let texts = try goldens.texts
    #expect(texts.count == 24)
    for text in texts {
      #expect(tokenizer.encode(text.text) == text.ids, "\(text.text)")
      #expect(Array(tokenizer.decode(text.ids).utf8) == Array(text.text.utf8))
    }
    goldens.report("texts with equal ids", texts.count { tokenizer.encode($0.text) == $0.ids })
  }

  @Test(arguments: Goldens.all)
  func layersAndLogitsAreTheirs(_ one: (model: String, folder: String)) throws {
    let goldens = try Goldens(model: one.model, folder: one.folder)
    let model = try LanguageModel(path: one.model, dtype: .float32)
    for (number, greedy) in goldens.index.greedy.enumerated() {
      let ids = try goldens.tensor("prompt\(number).ids")
      #expect(model.tokenizer.encode(greedy.prompt) == ids.ints())
      var layers: [Tensor] = []
      let logits = noGrad {
        model.network.logits(of: model.network.hiddenStates(ids) { layers.append($0) })
      }
      #expect(layers.count == model.file.config.hiddenLayers + 1)
      for (layer, states) in layers.enumerated() {
        guard let theirs = goldens.io["prompt\(number).hidden\(layer).last"] else { continue }
        let distance = states.last.distance(to: theirs)
        #expect(distance < Self.close, "layer \(layer)")
        goldens.report("prompt \(number), layer \(layer)", distance)
      }
      let distance = logits.last.distance(to: try goldens.tensor("prompt\(number).last_logits"))
      #expect(distance < Self.close)
      goldens.report("prompt \(number), logits", distance)
    }
  }

  @Test(arguments: Goldens.all)
  func greedyWritingIsTheirs(_ one: (model: String, folder: String)) throws {
    let goldens = try Goldens(model: one.model, folder: one.folder)
    let model = try LanguageModel(path: one.model, dtype: .float32)
    for greedy in goldens.index.greedy {
      // Theirs holds the end, where the model came to one.
      let wanted = greedy.new_ids.prefix { !model.file.endTokens.contains($0) }
      let written = model.generate(
        model.tokenizer.encode(greedy.prompt), most: greedy.new_ids.count)
      #expect(written == Array(wanted), "\(greedy.prompt)")
      goldens.report("greedy ids equal", written == Array(wanted))
    }
  }

  /// Weights that rest in two bytes are the file's own where that is how it holds them.
  @Test func restingWeightsGiveTheSameNumbers() throws {
    let goldens = try Goldens(model: Goldens.tiny + "/hf", folder: Goldens.tiny)
    let model = try LanguageModel(path: goldens.model)
    #expect(model.network.parameter("model.layers.0.mlp.up_proj.weight").dtype == .bfloat16)
    let ids = try goldens.tensor("prompt0.ids")
    let logits = noGrad { model.network(ids) }
    #expect(logits.last.distance(to: try goldens.tensor("prompt0.last_logits")) < Self.close)
  }

  @Test(arguments: Goldens.all)
  func trainingIsTheirs(_ one: (model: String, folder: String)) throws {
    let goldens = try Goldens(model: one.model, folder: one.folder)
    let run = try GoldenTraining(goldens)
    for (step, wanted) in goldens.index.losses.enumerated() {
      let loss = try run.step(first: step == 0) { name, gradient, theirs in
        let distance = gradient.distance(to: theirs)
        #expect(distance < 2e-4, "\(name)")
        goldens.report(name, distance)
      }
      #expect(abs(loss - wanted) < 2e-5 * wanted, "step \(step)")
      goldens.report("loss \(step)", abs(loss - wanted) / wanted)
    }
    #expect(run.compared > 0)
    // The adapter that came out of it, saved and read again, is theirs.
    let trained = try run.logits(of: "prompt0.ids")
    let theirs = try goldens.tensor("prompt0.last_logits_trained")
    #expect(trained.distance(to: theirs) < 2e-4)
    goldens.report("logits after training", trained.distance(to: theirs))
  }

  @Test(arguments: Goldens.all)
  func anAdapterOfPEFTsIsRead(_ one: (model: String, folder: String)) throws {
    let goldens = try Goldens(model: one.model, folder: one.folder)
    let run = try GoldenTraining(goldens, adapter: goldens.folder + "/peft_adapter")
    for number in goldens.index.greedy.indices {
      let distance = try run.logits(of: "prompt\(number).ids")
        .distance(to: try goldens.tensor("prompt\(number).last_logits_trained"))
      #expect(distance < Self.close)
      goldens.report("logits with PEFT's adapter, prompt \(number)", distance)
    }
    for answer in goldens.index.answers_trained {
      let said = run.model.generate(run.model.tokenizer.chat(answer.question), most: 24)
      let text = run.model.tokenizer.decode(said, skippingSpecial: true)
      #expect(text == answer.got, "\(answer.question)")
    }
  }
}

extension Tensor {
  /// [1, T, n] → the last position's [n].
  var last: Tensor { select(dim: 0, 0).select(dim: 0, shape[1] - 1) }
}
