import Testing

@testable import TensorKit

/// An operation without an entry in the tables fails here.
@Suite struct TableCoverageTests {
  private static var source: String {
    get throws { try SourceFiles.all.map(\.code).joined(separator: "\n") }
  }

  /// The operations in the graph that leads to `result`.
  private func recorded(_ result: Tensor) -> Set<String> {
    var names: Set<String> = []
    var seen: Set<ObjectIdentifier> = []
    var waiting = result.node.map { [$0] } ?? []
    while let node = waiting.popLast() {
      guard seen.insert(ObjectIdentifier(node)).inserted else { continue }
      names.insert("\(node.name)")
      for case .node(let source) in node.edges { waiting.append(source) }
    }
    return names
  }

  @Test func everyOperationThatIsRecordedHasAnEntry() throws {
    let named = Set(try Self.source.matches(of: /"([A-Za-z]+Backward)"/).map { String($0.1) })
    #expect(named.count > 40)
    let met = OperationTests.table.reduce(into: Set<String>()) { names, operation in
      let leaves = operation.shapes.indices.map { Parameter(operation.values($0)) }
      names.formUnion(recorded(operation.body(leaves)))
    }.union(recorded(Parameter(Tensor([1])).to(.float64)))
    #expect(named.subtracting(met) == [], "these have no entry in an operation table")
    #expect(
      met.subtracting(named) == [], "these are recorded under a name that is not in the source")
  }

  @Test func everyLayerHasAnEntry() throws {
    let declared = Set(
      try Self.source.matches(of: /class ([A-Za-z]+): Module/).map { String($0.1) })
    #expect(declared.count > 10)
    let met = LayerTable.all.map { String(describing: type(of: $0.make())) }
    #expect(declared.subtracting(met).subtracting(["ModuleList"]) == [])
  }

  @Test func everyChangeInPlaceHasAnEntry() throws {
    let declared = Set(
      try Self.source.matches(of: /public final func ([a-z]+_)\(/).map { String($0.1) })
    #expect(declared.count > 8)
    let entries = Set(InPlaceTests.changes.map { String($0.name.prefix { $0 != " " }) })
    #expect(declared.subtracting(entries) == [])
  }
}
