import Foundation
import LessonPacks
import Observations
import SwiftLexing
import UntrustedText

/// What of a pack's probes would harm a right student's file, or another probe: told by their text.
///
/// Probes and the student's file are one module. A name of a probe's that the file's author chose as
/// well would be an error at their line, and it would not be theirs.
public enum ProbeLint {
  /// One probe file's name and text.
  struct Probe: Equatable {
    var name: String
    var text: String

    var path: String { "probes/\(name)" }
    /// The one function that is not private.
    var function: String {
      ProbeContract.function(of: name.hasSuffix(".swift") ? String(name.dropLast(6)) : name)
    }
  }

  /// A scenario as a probe declares it with a literal id.
  struct Scenario: Equatable {
    var id: String
    /// Relative to the pack's folder.
    var path: String
    /// From 1.
    var line: Int
  }

  /// Everything wrong, in the order of the files.
  public static func problems(in pack: Pack) -> [PackProblem] {
    let probes = probes(of: pack)
    return probes.flatMap(visibleNames) + repeated(probes.flatMap(scenarios))
  }

  /// The probe files that can be read, by name; that one cannot be is said where it is compiled.
  static func probes(of pack: Pack) -> [Probe] {
    let folder = pack.folder.appendingPathComponent("probes", isDirectory: true)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
      (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
        .map { Probe(name: name, text: $0) }
    }
  }

  /// Scenarios that no check and no finale runs: left over, or an id that was mistyped.
  static func remarks(on pack: Pack) -> [PackProblem] {
    let model = pack.finale?.languageModel
    let wanted = Set(
      pack.checks.filter { $0.kind != .strict }.map(\.id)
        + [pack.finale?.id, model?.teach, model?.ask].compactMap { $0 })
    return probes(of: pack).flatMap(scenarios).filter { !wanted.contains($0.id) }.map { scenario in
      PackProblem(
        file: scenario.path, line: scenario.line,
        message: "no check and no finale runs the scenario `\(scenario.id)`",
        hint: Spelling.nearest(to: scenario.id, among: wanted.sorted()).map {
          "Did you mean `\($0)`?"
        } ?? "Remove it, or write the check")
    }
  }

  // MARK: Names that a student's file sees

  static func visibleNames(of probe: Probe) -> [PackProblem] {
    let all = FileDeclarations.read(probe.text)
    let own = Set(all.filter { $0.keyword != "extension" }.map(\.name))
    return all.flatMap { found -> [PackProblem] in
      guard !found.isPrivate, !isEntry(found, of: probe) else { return [] }
      guard found.keyword == "extension" else { return [visible(found, of: probe)] }
      if own.contains(found.name) { return [] }
      return visibleMembers(of: found, own, probe)
    }
  }

  private static func isEntry(_ found: FileDeclaration, of probe: Probe) -> Bool {
    found.keyword == "func" && found.name == probe.function
  }

  private static func visible(_ found: FileDeclaration, of probe: Probe) -> PackProblem {
    let cannotBePrivate = ["operator", "precedencegroup"].contains(found.keyword)
    let name = found.keyword == "operator" ? "an operator" : "`\(found.name)`"
    return PackProblem(
      file: probe.path, line: found.line,
      message: "\(name) is seen by the student's file, where a right file may have its own",
      hint: cannotBePrivate
        ? "It cannot be private: write a function instead, with `private` before it"
        : "Write `private` before it: of a probe file only `\(probe.function)` is not private")
  }

  /// Members and conformances that a type which is not the probe's own has in the student's file too.
  private static func visibleMembers(
    of found: FileDeclaration, _ own: Set<String>, _ probe: Probe
  ) -> [PackProblem] {
    let foreign = found.inherited.filter { !own.contains($0) }
    let conformance = foreign.first.map { name in
      PackProblem(
        file: probe.path, line: found.line,
        message: "`\(found.name)` is a `\(name)` in the student's file too, by this extension",
        hint: "Wrap it in a private type of the probe's own")
    }
    let members = FileDeclarations.read(found.body).filter { !$0.isPrivate }
    return [conformance].compactMap { $0 }
      + members.map { member in
        PackProblem(
          file: probe.path, line: member.line,
          message: "`\(member.name)` of `\(found.name)` is seen by the student's file, where a "
            + "right file may have its own",
          hint: "Write `private` before it, or before the extension")
      }
  }

  // MARK: Scenarios

  /// `probe("id")`, `probe` being any parameter of the type `Probes`.
  static func scenarios(in probe: Probe) -> [Scenario] {
    let tokens = SwiftLexer.tokens(of: probe.text).filter(\.isSolid)
    func text(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].text : "" }
    let parameters = Set(
      tokens.indices.filter { text($0 + 1) == ":" && text($0 + 2) == "Probes" }.map(text))
    return tokens.indices.compactMap { index in
      let token = tokens[index]
      guard token.kind == .identifier, parameters.contains(token.text), text(index + 1) == "(",
        tokens.indices.contains(index + 4), tokens[index + 2].kind == .openQuote,
        tokens[index + 3].kind == .stringText, tokens[index + 4].kind == .closeQuote
      else { return nil }
      let id = VisibleText.line(tokens[index + 3].text, limit: 80)
      return Scenario(id: id, path: probe.path, line: token.line)
    }
  }

  /// A second one of the same id ends the program that holds all of them, before its first scenario.
  static func repeated(_ scenarios: [Scenario]) -> [PackProblem] {
    var first: [String: Scenario] = [:]
    return scenarios.compactMap { scenario in
      guard let earlier = first[scenario.id] else {
        first[scenario.id] = scenario
        return nil
      }
      let place = "\(earlier.path):\(earlier.line)"
      return PackProblem(
        file: scenario.path, line: scenario.line,
        message:
          "the scenario `\(scenario.id)` is declared a second time, so no check can run; the "
          + "first is \(place)",
        hint: "Give one of them the id of its own check, or remove it")
    }
  }
}
