import LessonPacks
import Observations
import TestSupport
import Testing

@testable import Reports

struct MeasuresTests {
  private func measured(
    _ quantity: Measure.Quantity, _ observations: Observation..., language: Language = .en
  ) -> String? {
    var pack = SamplePack.pack
    pack.measures = [
      Measure(id: "m", label: LocalizedText([.en: "M"]), check: "c", quantity: quantity)
    ]
    let values = Measures.values(of: pack, from: ["c": observations], passed: ["c"])
    return values.first { $0.id == "m" }?.value[language]
  }

  @Test func aDifferenceIsTheLargest() {
    let difference = Measure.Quantity.largestDifference(of: "a", to: "b")
    #expect(measured(difference, array("a", 1, 2), array("b", 1, 2)) == "0.0 (largest |a − b|)")
    #expect(
      measured(difference, array("a", 1, 2, 0), array("b", 1, 2.25, 0.5))
        == "5.0e-01 (largest |a − b|)")
    #expect(
      measured(difference, array("a", 1 + 4.8e-7), array("b", 1)) == "4.8e-07 (largest |a − b|)")
    #expect(measured(difference, number("a", 3), number("b", 1)) == "2.0e+00 (largest |a − b|)")
  }

  @Test func theLimitIsTheRulesThatComparesTheTwo() {
    var pack = SamplePack.pack
    pack.measures = [
      Measure(
        id: "m", label: LocalizedText([.en: "M"]), check: "scale",
        quantity: .largestDifference(of: "a", to: "b"))
    ]
    pack.blocks[0].checks[1].kind = .probe([
      .equal(of: "b", to: "c", within: Tolerance(absolute: 9)),
      .equal(of: "b", to: "a", within: Tolerance(relative: 1e-5)),
    ])
    let recorded = [array("a", 1.00001, 4), array("b", 1, 4)]
    let value = Measures.values(of: pack, from: ["scale": recorded], passed: ["scale"])
      .first?.value
    #expect(value?[.en] == "1.0e-05 (largest |a − b|; the limit is 4e-05)")
    #expect(value?[.es] == "1,0e-05 (mayor |a − b|; el límite es 4e-05)")
  }

  @Test func onlyACheckThatPassedHasMeasured() {
    var pack = SamplePack.pack
    pack.measures = ["c", "d", "e"].map {
      Measure(id: "m-\($0)", label: LocalizedText([:]), check: $0, quantity: .value(of: "a"))
    }
    let observed = ["c": [number("a", 1)], "d": [number("a", 2)], "e": [number("a", 3)]]
    func measured(_ passed: Set<String>) -> [String] {
      Measures.values(of: pack, from: observed, passed: passed).map(\.id)
    }
    #expect(measured(["e", "c"]) == ["m-c", "m-e"])
    #expect(measured(["another"]) == [])
    #expect(measured([]) == [])
  }

  @Test func aDifferenceWithANaNIsNone() {
    let difference = Measure.Quantity.largestDifference(of: "a", to: "b")
    #expect(
      measured(difference, array("a", 5, .nan, 1), array("b", 1, 2, 3)) == "nan (largest |a − b|)")
    #expect(
      measured(difference, array("a", .nan, 5), array("b", .nan, 3)) == "nan (largest |a − b|)")
  }

  @Test func aDifferenceOfWhatCannotBeComparedIsNotMeasured() {
    let difference = Measure.Quantity.largestDifference(of: "a", to: "b")
    #expect(measured(difference, array("a", 1, 2), array("b", 1)) == nil)
    #expect(measured(difference, array("a", 1)) == nil)
    #expect(measured(difference, array("a"), array("b")) == nil)
  }

  @Test func aValueIsShownAsItIs() {
    let value = Measure.Quantity.value(of: "a")
    #expect(measured(value, number("a", 1024)) == "1024")
    #expect(measured(value, number("a", 0.123456)) == "0.1235")
    #expect(measured(value, number("a", 0.123456), language: .es) == "0,1235")
    #expect(measured(value, array("a", 7)) == "7")
    #expect(measured(value, array("a", 7, 8)) == nil)
    #expect(measured(value, names("a", "x", "y")) == "x, y")
    #expect(measured(value, Observation(name: "a", value: .rejection("no"))) == nil)
  }

  @Test func gradientsAreMeasuredInTheReadersLanguage() {
    let flow = Observation(
      name: "a",
      value: .gradients([
        GradientRow(name: "A", isTrainable: true, norm: 0),
        GradientRow(name: "B|\n", isTrainable: true, norm: 33.6123),
        GradientRow(name: "base", isTrainable: false, norm: nil),
      ]))
    #expect(measured(.value(of: "a"), flow) == "A: 0 · B/ : 33.61 · base: none")
    #expect(measured(.value(of: "a"), flow, language: .es) == "A: 0 · B/ : 33,61 · base: ninguno")
    #expect(measured(.value(of: "a"), Observation(name: "a", value: .gradients([]))) == nil)
  }

  @Test func aTextCannotLeaveItsCellOfATable() {
    let text = Observation(name: "a", value: .text("one|two\nthree\u{1B}[31m"))
    #expect(measured(.value(of: "a"), text) == "one/two three·[31m")
    #expect(measured(.value(of: "a"), names("a", "x|y\n")) == "x/y ")
  }

  @Test func aCheckThatDidNotRunIsNotMeasured() {
    #expect(Measures.values(of: SamplePack.pack, from: [:], passed: ["scale"]) == [])
  }
}

struct NumberTextTests {
  @Test(
    arguments: [
      (0, "0"), (-0.0, "0"), (1024, "1024"), (-3, "-3"), (0.123456, "0.1235"),
      (4.8e-7, "4.8e-07"), (12345678, "1.235e+07"), (Double.nan, "nan"), (-Double.nan, "nan"),
    ])
  func short(_ number: Double, _ shown: String) {
    #expect(NumberText.short(number) == shown)
  }

  @Test(arguments: [(8, "8.00"), (0.125, "0.125"), (-1, "-1.00"), (1 / 3.0, "0.333")])
  func ratio(_ number: Double, _ shown: String) {
    #expect(NumberText.ratio(number) == shown)
  }

  @Test func aPairIsToldApart() {
    #expect(NumberText.pair(0.81, 0.12) == ("0.81", "0.12"))
    #expect(NumberText.pair(0.123456, 0.123457) == ("0.123456", "0.123457"))
    #expect(NumberText.pair(1, 1.nextUp) == ("1", "1.0000000000000002"))
    #expect(NumberText.pair(.nan, .nan) == ("nan", "nan"))
    #expect(NumberText.pair(221_425_000, 1024) == ("221425000", "1024"))
    #expect(NumberText.pair(1e300, 1) == ("1e+300", "1"))
  }

  @Test func aSentenceInSpanishHasADecimalComma() {
    #expect(NumberText.short(0.123456, in: .es) == "0,1235")
    #expect(NumberText.short(-1.5e-7, in: .es) == "-1,5e-07")
    #expect(NumberText.short(1024, in: .es) == "1024")
    #expect(NumberText.measured(0, in: .es) == "0,0")
    #expect(NumberText.ratio(8, in: .es) == "8,00")
    #expect(NumberText.pair(0.123456, 0.123457, in: .es) == ("0,123456", "0,123457"))
    #expect(NumberText.short(.nan, in: .es) == "nan")
    for number in [0.123456, 4.8e-7, 3] {
      #expect(NumberText.short(number, in: .en) == NumberText.short(number))
      #expect(NumberText.measured(number, in: .en) == NumberText.measured(number))
    }
  }

  @Test func times() {
    #expect(NumberText.time(milliseconds: 0.2, in: .en) == "<1 ms")
    #expect(NumberText.time(milliseconds: 12.4, in: .es) == "12 ms")
    #expect(NumberText.time(milliseconds: 1_260, in: .en) == "1.3 s")
    #expect(NumberText.time(milliseconds: 1_260, in: .es) == "1,3 s")
  }
}
