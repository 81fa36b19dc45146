import Testing

@testable import TensorKit

/// An operation that no case of the pool computes fails here.
@Suite struct DifferentialCoverageTests {
  /// Operations that wait for their lines in differential_operations.py.
  private static let waiting = Set(
    """
    addmm argsort argwhere baddbmm bincount bmm chunk cummax cummin cumprod cumsum diag diagEmbed
    diagonal diff dot einsum flip gather indexAdd indexAdd_ indexPut indexPut_ indexSelect kron
    kthvalue maskedScatter maskedSelect meshgrid mm moveaxis movedim mv nonzero oneHot outer
    repeatInterleave roll scatter scatterAdd scatterAdd_ scatter_ sort split swapaxes takeAlongDim
    tensorSplit tensordot tile topk trace unbind unflatten unique uniqueWithCounts countNonzero
    median norm prod std stdMean varMean rmsNorm nllLoss logSigmoid binaryCrossEntropyWithLogits l1Loss
    """.split { $0 == " " || $0 == "\n" }.map(String.init))

  @Test func theTableAndThePoolHaveTheSameOperations() throws {
    let drawn = Set(try DifferentialRun.pool.get().cases.map(\.operation))
    let known = Set(DifferentialOperation.table.keys)
    #expect(known.subtracting(drawn) == [], "the pool has no case of these: draw it anew")
    #expect(drawn.subtracting(known) == [], "DifferentialOperation.table has none of these")
  }

  /// Every function and operator of the folder of operations.
  @Test func everyPublicOperationHasCases() throws {
    let tested = Set(DifferentialOperation.table.values.map { String($0.function) })
    let operators = [
      "+": "add", "-": "sub", "*": "mul", "/": "div", "&": "bitwiseAnd", "|": "bitwiseOr",
      "^": "bitwiseXor", "~": "bitwiseNot", ".<": "lt", ".<=": "le", ".>": "gt", ".>=": "ge",
      ".==": "eq", ".!=": "ne",
    ]
    let files = try SourceFiles.all.filter { $0.path.hasPrefix("Ops/") }
    let declared = files.flatMap { file in
      file.code.matches(of: /public (?:final |static |prefix )*func `?([^ (`]+?)(?=[ (`]|<T)/).map {
        match in
        operators[String(match.1)] ?? String(match.1)
      }
    }
    #expect(Set(declared).count > 70)
    let untested = Set(declared).subtracting(tested)
    #expect(
      untested.subtracting(Self.waiting) == [], "no case of the differential test computes these")
    #expect(Self.waiting.subtracting(untested) == [], "these do not wait any more")
  }

  /// Every row of the table that holds operations against their definitions.
  @Test func everyRowOfTheOperationTableHasCases() throws {
    let tested = DifferentialOperation.table.values.map { $0.function.lowercased() }
    let untested = Set(OperationTests.table.map(\.name)).filter { name in
      let words = name.lowercased().split { !$0.isLetter && $0 != "_" }
      let waits = words.contains { word in Self.waiting.contains { $0.lowercased() == word } }
      return !waits && !words.contains { word in tested.contains { $0.hasSuffix(word) } }
    }
    #expect(untested == [], "no case of the differential test computes these")
  }
}
