import Foundation

extension Demands {
  /// Reads the marks in the texts of a pack's blocks, and who answers for them: the checks in
  /// `demands:`, the wrong solutions in `// breaks:`.
  ///
  /// A pack without a mark has no problem: it was written without them. With the first mark, every
  /// sentence that sounds like a demand has to say whether it is one.
  ///
  /// What a wrong solution breaks whose header cannot be read is not known: while there is one, no
  /// demand is said to have none.
  public static func read(in pack: Pack, _ wrong: WrongSolution.Reading) -> Demands {
    let texts = pack.languages.flatMap { language in
      pack.blocks.compactMap { block -> BlockDemands? in
        let path = "text/\(language.rawValue)/\(block.id).md"
        let file = pack.folder.appendingPathComponent(path)
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        return BlockDemands(
          block: block.id, language: language, path: path,
          marked: MarkedText(text, language: language))
      }
    }
    return Demands(texts, pack: pack, wrong)
  }

  /// Pure: the same of texts that were read.
  init(_ texts: [BlockDemands], pack: Pack, _ wrong: WrongSolution.Reading) {
    let first = pack.languages.first ?? .en
    for text in texts { add(text, isFirst: text.language == first) }
    problems = texts.flatMap(\.faults)
    if !all.isEmpty || !excused.isEmpty {
      problems += texts.filter { $0.language == first }.flatMap(\.unmarked)
      problems += Self.differences(between: texts, first)
    }
    problems += unknown(in: pack, wrong.solutions)
    for index in all.indices {
      let id = all[index].id
      all[index].checks = pack.checks.filter { $0.demands.contains(id) }.map(\.id)
      all[index].brokenBy = wrong.solutions.filter { $0.breaks.contains(id) }.map(\.name)
    }
    for demand in all {
      problems += Self.unanswered(demand, mayBeBroken: !wrong.unread.isEmpty)
    }
  }

  private mutating func add(_ text: BlockDemands, isFirst: Bool) {
    for sentence in text.marked.sentences {
      let place = Demand.Place(file: text.path, line: sentence.line)
      if isFirst, !sentence.demands.isEmpty { sentenceCount += 1 }
      if isFirst, let why = sentence.excuse {
        excused.append(Excuse(place: place, sentence: sentence.text, why: why))
      }
      for id in sentence.demands {
        if let known = all.firstIndex(where: { $0.id == id }) {
          all[known].places.append(place)
        } else {
          all.append(Demand(id: id, block: text.block, sentence: sentence.text, places: [place]))
        }
      }
    }
  }

  /// A text that says what its translation does not.
  private static func differences(
    between texts: [BlockDemands], _ first: Language
  ) -> [PackProblem] {
    texts.filter { $0.language != first }.flatMap { text -> [PackProblem] in
      guard let original = texts.first(where: { $0.language == first && $0.block == text.block })
      else { return [] }
      let (here, there) = (text.ids, original.ids)
      return there.subtracting(here).sorted().map {
        PackProblem(
          file: text.path, message: "no sentence is marked `demand: \($0)`",
          hint: "\(original.path) has one: mark its translation")
      }
        + here.subtracting(there).sorted().map {
          PackProblem(
            file: original.path, message: "no sentence is marked `demand: \($0)`",
            hint: "\(text.path) has one: mark the sentence that it translates")
        }
    }
  }

  private func unknown(in pack: Pack, _ wrong: [WrongSolution]) -> [PackProblem] {
    let known = all.map(\.id)
    func problem(_ file: String, _ who: String, _ id: String) -> PackProblem {
      PackProblem(
        file: file, message: "\(who) names the demand `\(id)`, which no text marks",
        hint: Spelling.suggestion(for: id, among: known, noun: "demands")
          ?? "Write `<!-- demand: \(id) -->` behind its sentence")
    }
    return pack.checks.flatMap { check in
      check.demands.filter { !known.contains($0) }.map {
        problem(ManifestReader.file, "`\(check.id)`", $0)
      }
    }
      + wrong.flatMap { solution in
        solution.breaks.filter { !known.contains($0) }.map {
          problem("wrong/\(solution.file.lastPathComponent)", "its `breaks`", $0)
        }
      }
  }

  private static func unanswered(_ demand: Demand, mayBeBroken: Bool) -> [PackProblem] {
    guard let place = demand.places.first else { return [] }
    var problems: [PackProblem] = []
    if demand.checks.isEmpty {
      problems.append(
        PackProblem(
          file: place.file, line: place.line, message: "no check answers for `\(demand.id)`",
          hint: "Name it in the `demands` of a check, or write one"))
    }
    if demand.brokenBy.isEmpty, !mayBeBroken {
      problems.append(
        PackProblem(
          file: place.file, line: place.line, message: "no wrong solution breaks `\(demand.id)`",
          hint: "Write one with `// breaks: \(demand.id)` in its head"))
    }
    return problems
  }
}

/// The marks in one block's text in one language.
struct BlockDemands {
  var block: String
  var language: Language
  /// Relative to the pack's folder.
  var path: String
  var marked: MarkedText

  var ids: Set<String> { Set(marked.sentences.flatMap(\.demands)) }

  var faults: [PackProblem] {
    marked.faults.map {
      PackProblem(
        file: path, line: $0.line, message: "the mark `<!--\($0.text)-->` says nothing",
        hint: "Write `<!-- demand: name -->`, or `<!-- no demand: why -->`")
    }
  }

  /// Sentences that sound like a demand and do not say whether they are one.
  var unmarked: [PackProblem] {
    marked.sentences.compactMap { sentence in
      guard sentence.demands.isEmpty, sentence.excuse == nil, let word = sentence.word else {
        return nil
      }
      let start = Demand.start(of: sentence.text)
      return PackProblem(
        file: path, line: sentence.line, message: "“\(start)” says `\(word)`, and has no mark",
        hint: "Put `<!-- demand: name -->` behind it, or `<!-- no demand: why -->`")
    }
  }
}
