import Testing

@testable import CellUI

@Suite struct SparkchartTests {
  @Test func aFallingCurve() {
    let chart = Sparkchart(values: [4, 3, 2, 1], of: 8)
    #expect(chart.rows(width: 8, height: 2, unicode: true) == ["█▃  ", "██▆▁"])
    #expect(chart.highest == 4 && chart.lowest == 1)
  }

  @Test func manyValuesShareAColumn() {
    let values = (0..<100).map { Double($0) }
    let rows = Sparkchart(values: values, of: 100).rows(width: 10, height: 1, unicode: true)
    #expect(rows[0].count == 10)
    #expect(Array(rows[0]) == rows[0].sorted())
  }

  @Test func whatIsNoNumberIsDrawnAsNothing() {
    let chart = Sparkchart(values: [1, .nan, .infinity, 2], of: 4)
    #expect(chart.rows(width: 4, height: 1, unicode: true) == ["▁  █"])
    #expect(Sparkchart(values: [.nan], of: 1).rows(width: 3, height: 1, unicode: true) == [" "])
  }

  @Test func aFlatCurveAndNoRoom() {
    #expect(Sparkchart(values: [2, 2], of: 2).rows(width: 2, height: 1, unicode: false) == ["oo"])
    #expect(Sparkchart(values: [], of: 0).rows(width: 5, height: 2, unicode: true) == [])
    #expect(Sparkchart(values: [1], of: 1).rows(width: 0, height: 2, unicode: true) == [])
  }
}
